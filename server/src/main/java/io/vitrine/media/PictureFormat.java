package io.vitrine.media;

/** What pictures are made as (contract: delivery.md 8.4). */
public enum PictureFormat {
  JPEG("image/jpeg"),
  PNG("image/png"),
  WEBP("image/webp"),
  AVIF("image/avif"),
  GIF("image/gif");

  private final String mimeType;

  PictureFormat(String mimeType) {
    this.mimeType = mimeType;
  }

  /** As in a {@code Content-Type} header. */
  public String mimeType() {
    return mimeType;
  }
}
