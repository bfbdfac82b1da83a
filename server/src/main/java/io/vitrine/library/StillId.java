package io.vitrine.library;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.media.MediaType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ID of a still picture that was made of a file: an image in its own right, with all the URLs
 * and transforms of one (contract: delivery.md section 1). It is the file's ID up to its random
 * part, and a number: {@code c0ffee_0123…cdeff001.jpg} is the second poster of a film.
 *
 * @param stem the file's ID without what follows its random part
 * @param number 0 to 3 for posters; 0 for the preview of any other file; 999 for the thumbnail that
 *     strangers may see of a private file
 */
public record StillId(String stem, int number) {
  private static final Pattern GRAMMAR =
      Pattern.compile("([0-9a-zA-Z]{6}_[0-9a-zA-Z]{32})(?:f([0-9]{3})\\.(?:jpg|png|webp)|\\.jpg)");
  private static final Pattern STEM = Pattern.compile("[0-9a-zA-Z]{6}_[0-9a-zA-Z]{32}");

  /** The asset key of previews. */
  public static final String PREVIEW = "image.preview";

  /** The asset key of the small picture of a private file that everybody may see. */
  public static final String THUMBNAIL = "thumbnail";

  private static final String POSTER = "poster.";
  private static final int THUMBNAIL_NUMBER = 999;

  /**
   * Reads an ID. One without a number, {@code c0ffee_0123…cdef.jpg}, means the first still: the
   * official client builds it for a film whose media URL names no poster.
   */
  public static Optional<StillId> parse(String id) {
    Matcher matcher = GRAMMAR.matcher(id);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return Optional.of(new StillId(matcher.group(1), number));
  }

  /** The ID of a variant that is a still picture; empty for other variants. */
  public static Optional<String> of(FileDescriptor file, Asset asset) {
    Matcher stem = STEM.matcher(file.id());
    Optional<Integer> number = number(asset.key());
    if (number.isEmpty() || !stem.lookingAt()) {
      return Optional.empty();
    }
    return Optional.of(
        "%sf%03d.%s".formatted(stem.group(), number.get(), extension(asset.mimeType())));
  }

  private static Optional<Integer> number(String assetKey) {
    return switch (assetKey) {
      case PREVIEW -> Optional.of(0);
      case THUMBNAIL -> Optional.of(THUMBNAIL_NUMBER);
      default ->
          assetKey.matches(Pattern.quote(POSTER) + "[0-3]")
              ? Optional.of(assetKey.charAt(POSTER.length()) - '0')
              : Optional.empty();
    };
  }

  private static String extension(String mimeType) {
    return switch (mimeType) {
      case "image/png" -> "png";
      case "image/webp" -> "webp";
      default -> "jpg";
    };
  }

  /** The variant of the file that this means, in whatever state. */
  public Optional<Asset> in(FileDescriptor file) {
    String key =
        number == THUMBNAIL_NUMBER
            ? THUMBNAIL
            : file.mediaType() == MediaType.VIDEO ? POSTER + number : PREVIEW;
    boolean fits = key.startsWith(POSTER) || number == 0 || number == THUMBNAIL_NUMBER;
    return file.media().asset(key).filter(_ -> fits);
  }

  /** Whether everybody may see it, whatever the file (contract: security.md 22). */
  public boolean isPublic() {
    return number == THUMBNAIL_NUMBER;
  }
}
