package io.vitrine.media.imaging;

import java.util.ArrayList;
import java.util.List;

/** Takes pictures of any colours to sRGB with 8 bits, with or without transparency. */
final class Colours {
  /** The field that has the profile of a picture. */
  static final String PROFILE = "icc-profile-data";

  /** As libvips numbers them. */
  private static final int CMYK = 15;

  private static final int UCHAR = 0;

  private Colours() {}

  static VipsImage toSrgb(VipsImage image) {
    VipsImage srgb = known(image);
    if (srgb.number(ImageNumber.FORMAT) != UCHAR) {
      srgb = srgb.cast("uchar");
    }
    int bands = srgb.number(ImageNumber.BANDS);
    return switch (bands) {
      case 3, 4 -> srgb;
      case 1, 2 -> grey(srgb, bands);
      default -> srgb.bands(0, srgb.hasAlpha() ? 4 : 3);
    };
  }

  private static VipsImage known(VipsImage image) {
    boolean inks = image.number(ImageNumber.INTERPRETATION) == CMYK;
    if (inks || image.has(PROFILE)) {
      try {
        return byProfile(image, inks);
      } catch (VipsFailure unusableProfile) {
        // Viewers ignore a profile that is broken or of another kind of picture.
        return image.operation("colourspace").set("space", "srgb").output();
      }
    }
    return image.operation("colourspace").set("space", "srgb").output();
  }

  private static VipsImage byProfile(VipsImage image, boolean inks) {
    VipsOperation transform =
        image
            .operation("icc_transform")
            .text("output-profile", "srgb")
            .set("embedded", true)
            .set("intent", "perceptual")
            .set("depth", 8);
    if (inks) {
      transform.text("input-profile", "cmyk");
    }
    return transform.output();
  }

  private static VipsImage grey(VipsImage image, int bands) {
    VipsImage level = image.bands(0, 1);
    List<VipsImage> all = new ArrayList<>(List.of(level, level, level));
    if (bands == 2) {
      all.add(image.bands(1, 1));
    }
    return image
        .session()
        .operation("bandjoin")
        .images("in", all)
        .output()
        .operation("copy")
        .set("interpretation", "srgb")
        .output();
  }

  /** On white, as formats without transparency need it. */
  static VipsImage flat(VipsImage image) {
    return image.hasAlpha()
        ? image.operation("flatten").set("background", 255.0, 255.0, 255.0).output()
        : image;
  }
}
