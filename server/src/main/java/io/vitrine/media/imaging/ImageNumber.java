package io.vitrine.media.imaging;

/** What an image tells of itself as a number. */
enum ImageNumber {
  WIDTH("vips_image_get_width"),
  HEIGHT("vips_image_get_height"),
  BANDS("vips_image_get_bands"),
  FORMAT("vips_image_get_format"),
  INTERPRETATION("vips_image_guess_interpretation"),
  ALPHA("vips_image_hasalpha"),
  ORIENTATION("vips_image_get_orientation"),
  FRAMES("vips_image_get_n_pages"),
  FRAME_HEIGHT("vips_image_get_page_height"),
  X_OFFSET("vips_image_get_xoffset"),
  Y_OFFSET("vips_image_get_yoffset");

  private final String function;

  ImageNumber(String function) {
    this.function = function;
  }

  String function() {
    return function;
  }
}
