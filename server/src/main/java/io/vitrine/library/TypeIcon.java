package io.vitrine.library;

import io.vitrine.media.MediaType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The picture that stands for files of a media type which have none of their own: the public
 * thumbnail of private and of non-picture files (contract: delivery.md section 2, type icons).
 *
 * @param id fixed, 32 hex digits and {@code .png}; the same in every installation
 */
public record TypeIcon(MediaType mediaType, String id) {
  /** Width and height in pixels. */
  public static final int EDGE = 256;

  // "vitrine" in hex, then the number of the type, so that the IDs are fixed and no file's.
  private static final String PREFIX = "76697472696e650000000000000000";

  /** The icon of a media type. */
  public static TypeIcon of(MediaType mediaType) {
    String number =
        switch (mediaType) {
          case IMAGE -> "00";
          case VECTOR -> "01";
          case VIDEO -> "02";
          case AUDIO -> "03";
          case DOCUMENT -> "04";
          case ARCHIVE -> "05";
          case MODEL3D -> "06";
          case OTHER -> "07";
        };
    return new TypeIcon(mediaType, PREFIX + number + ".png");
  }

  /** The icon with this ID. */
  public static Optional<TypeIcon> find(String id) {
    return Arrays.stream(MediaType.values())
        .map(TypeIcon::of)
        .filter(icon -> icon.id.equals(id))
        .findFirst();
  }

  /** The path below the public URL. */
  public String publicPath() {
    return "/media/" + id;
  }
}
