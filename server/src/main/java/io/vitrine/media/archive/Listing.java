package io.vitrine.media.archive;

import io.vitrine.media.MediaFacts.Archive;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Collects what lies in an archive; of many or long names only some are kept. For one thread. */
final class Listing {
  private static final int LISTED = 1_000;
  private static final int LONGEST_NAME = 255;

  /** Characters of all names; the catalog keeps them beside the file. */
  private static final int ALL_NAMES = 64 * 1024;

  private final List<Archive.Entry> entries = new ArrayList<>();
  private int count;
  private int characters;

  void add(String name, long size) {
    count++;
    String kept = name.substring(0, Math.min(LONGEST_NAME, name.length()));
    if (entries.size() < LISTED && characters + kept.length() <= ALL_NAMES) {
      entries.add(new Archive.Entry(kept, size));
      characters += kept.length();
    }
  }

  int count() {
    return count;
  }

  /**
   * What was collected.
   *
   * @param complete whether the whole archive was seen
   */
  Archive facts(boolean complete) {
    return new Archive(count, complete, entries);
  }

  /** A name as UTF-8 where it is that, else in the encoding that is usual in such archives. */
  static String name(byte[] bytes, Charset otherwise) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, otherwise);
    }
  }
}
