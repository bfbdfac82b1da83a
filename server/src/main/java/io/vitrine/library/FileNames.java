package io.vitrine.library;

import io.vitrine.media.MediaFormat;
import io.vitrine.media.MediaFormats;
import java.util.Locale;

/**
 * How the name that a file is shown under is made of what a client sends. A name is text, never a
 * path (contract: uploads.md sections 1.1 and 1.3 rule 8).
 */
public final class FileNames {
  /** Characters that a display name may have (contract: types.md, FileDescriptor). */
  public static final int MAX_LENGTH = 255;

  private FileNames() {}

  /**
   * The last segment of a path, whichever way its slashes lean; the text itself when it has none.
   */
  public static String lastSegment(String name) {
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    return name.substring(slash + 1);
  }

  /** The name cut to 255 characters; its extension stays. */
  public static String cut(String name) {
    if (name.length() <= MAX_LENGTH) {
      return name;
    }
    String extension = extension(name);
    String end = extension.isEmpty() ? "" : "." + extension;
    return cutAt(name, MAX_LENGTH - end.length()) + end;
  }

  /** The name, with the extension of its format when it has none that is taken for one. */
  public static String complete(String name, MediaFormat format, MediaFormats formats) {
    boolean complete =
        format.extensions().contains(extension(name))
            || formats
                .byFileName(name)
                .filter(named -> named.mediaType() == format.mediaType())
                .isPresent();
    return complete ? name : cut(name + "." + format.canonicalExtension());
  }

  /** Whether the name has a character that no name may have: a control character. */
  public static boolean hasControlCharacter(String name) {
    return name.codePoints().anyMatch(Character::isISOControl);
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    boolean has = dot > 0 && name.length() - dot <= 16;
    return has ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  private static String cutAt(String name, int length) {
    boolean splitsPair =
        Character.isHighSurrogate(name.charAt(length - 1))
            && Character.isLowSurrogate(name.charAt(length));
    return name.substring(0, splitsPair ? length - 1 : length);
  }
}
