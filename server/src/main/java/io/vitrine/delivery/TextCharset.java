package io.vitrine.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vitrine.blob.BlobContent;
import io.vitrine.catalog.BlobReference;
import io.vitrine.library.FileOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Tells browsers the encoding of a text where it is known (contract: delivery.md H24). UTF-8 is
 * recognised by its form; of other encodings nothing is said, since they have none.
 */
final class TextCharset {
  private static final int LOOK = 64 << 10;
  private static final int REMEMBERED_TEXTS = 20_000;

  private final FileOpener files;
  private final Cache<String, Boolean> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED_TEXTS).build();

  TextCharset(FileOpener files) {
    this.files = files;
  }

  /** The value of {@code Content-Type}. */
  String contentType(String mimeType, BlobReference blob) throws IOException {
    return mimeType.startsWith("text/") && isUtf8(blob) ? mimeType + "; charset=utf-8" : mimeType;
  }

  /** Whether {@link #contentType} answers without looking at the bytes. */
  boolean isKnown(String mimeType, BlobReference blob) {
    return !mimeType.startsWith("text/") || known.getIfPresent(blob.key()) != null;
  }

  private boolean isUtf8(BlobReference blob) throws IOException {
    Boolean remembered = known.getIfPresent(blob.key());
    if (remembered != null) {
      return remembered;
    }
    int length = (int) Math.min(LOOK, blob.size());
    boolean looked;
    try (BlobContent content = files.open(blob, 0, length)) {
      looked = isUtf8(content.stream().readNBytes(length), length == blob.size());
    }
    known.put(blob.key(), looked);
    return looked;
  }

  /**
   * Whether bytes are UTF-8, and not any text that only begins as such.
   *
   * @param isWhole whether nothing follows; else more than ASCII must have been seen
   */
  static boolean isUtf8(byte[] bytes, boolean isWhole) {
    boolean onlyAscii = true;
    for (byte each : bytes) {
      if (each == 0) {
        // UTF-16 and UTF-32 have zeros, and their zeros are UTF-8 too.
        return false;
      }
      onlyAscii &= each > 0;
    }
    CoderResult decoded =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), isWhole);
    return !decoded.isError() && (isWhole || !onlyAscii);
  }
}
