package io.vitrine.media.imaging;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureAdjustments.Sharpening;
import java.util.List;

/**
 * Changes the looks of a picture in sRGB, in the order of the contract (delivery.md 8.3).
 * Brightness, contrast, saturation and hue are the filter functions of CSS of the same names, so
 * that a page can show beforehand what will come.
 */
record Adjusting(PictureAdjustments wanted) {
  private static final double MAX_RADIUS = 128;

  /** Blurring by more than this is done on a smaller copy: the cost would else grow with it. */
  private static final double SIGMA_AT_ONCE = 8;

  VipsImage apply(VipsImage image) {
    VipsImage result = image;
    if (wanted.sharpening().isPresent()) {
      result = sharpened(result, wanted.sharpening().get());
    }
    if (wanted.brightness() != 0) {
      double factor = 1 + wanted.brightness() / 100;
      result = onColours(result, colours -> linear(colours, factor, 0));
    }
    if (wanted.contrast() != 0) {
      double factor = 1 + wanted.contrast() / 100;
      result = onColours(result, colours -> linear(colours, factor, 127.5 * (1 - factor)));
    }
    if (wanted.saturation() != 0) {
      result = recombined(result, ColourMatrix.saturation(1 + wanted.saturation() / 100));
    }
    if (wanted.hue() != 0) {
      result = recombined(result, ColourMatrix.hue(wanted.hue()));
    }
    return wanted.blur() > 0 ? blurred(result) : result;
  }

  private static VipsImage sharpened(VipsImage image, Sharpening mask) {
    return onColours(
        image,
        colours -> {
          VipsImage source = colours.inMemory();
          VipsImage soft = gauss(source, Math.min(mask.radius(), MAX_RADIUS)).cast("float");
          VipsImage detail =
              source
                  .session()
                  .operation("subtract")
                  .image("left", source)
                  .image("right", soft)
                  .output();
          VipsImage strong =
              detail
                  .operation("abs")
                  .output()
                  .operation("relational_const")
                  .set("relational", "more")
                  .set("c", new double[] {mask.threshold()})
                  .output();
          VipsImage sharp =
              source
                  .session()
                  .operation("add")
                  .image("left", source)
                  .image("right", linearFloat(detail, mask.amount()))
                  .output()
                  .cast("uchar");
          return source
              .session()
              .operation("ifthenelse")
              .image("cond", strong)
              .image("in1", sharp)
              .image("in2", source)
              .output();
        });
  }

  /** One percent is half a percent of the longer edge, as the blur's standard deviation. */
  private VipsImage blurred(VipsImage image) {
    int edge = Math.max(image.size().width(), image.size().height());
    double sigma = wanted.blur() / 100 * edge / 2;
    if (!image.hasAlpha()) {
      return gauss(image.inMemory(), sigma);
    }
    VipsImage weighted = image.operation("premultiply").output().inMemory();
    return gauss(weighted, sigma).operation("unpremultiply").output().cast("uchar");
  }

  private static VipsImage gauss(VipsImage image, double sigma) {
    if (sigma < 0.2) {
      return image;
    }
    int width = image.size().width();
    int height = image.size().height();
    int smaller =
        (int)
            Math.clamp(
                Math.floor(sigma / SIGMA_AT_ONCE * 2), 1, Math.max(1, Math.min(width, height) / 4));
    if (smaller == 1) {
      return gaussAtOnce(image, sigma);
    }
    VipsImage small =
        Geometry.scale(image, Math.max(1, width / smaller), Math.max(1, height / smaller));
    return Geometry.scale(gaussAtOnce(small.inMemory(), sigma / smaller), width, height);
  }

  private static VipsImage gaussAtOnce(VipsImage image, double sigma) {
    return image
        .operation("gaussblur")
        .set("sigma", sigma)
        .set("min-ampl", 0.01)
        .set("precision", "float")
        .output();
  }

  private static VipsImage linear(VipsImage image, double factor, double offset) {
    return image
        .operation("linear")
        .set("a", new double[] {factor})
        .set("b", new double[] {offset})
        .set("uchar", true)
        .output();
  }

  private static VipsImage linearFloat(VipsImage image, double factor) {
    return image
        .operation("linear")
        .set("a", new double[] {factor})
        .set("b", new double[] {0})
        .output();
  }

  private static VipsImage recombined(VipsImage image, double[] matrix) {
    return onColours(
        image,
        colours ->
            colours
                .operation("recomb")
                .image("m", colours.session().matrix(matrix))
                .output()
                .cast("uchar"));
  }

  private interface Change {
    VipsImage of(VipsImage colours);
  }

  /** Changes the colours and keeps the transparency. */
  private static VipsImage onColours(VipsImage image, Change change) {
    if (!image.hasAlpha()) {
      return change.of(image);
    }
    // Two ways lead from here to the same pixels.
    VipsImage shared = image.inMemory();
    return shared
        .session()
        .operation("bandjoin")
        .images("in", List.of(change.of(shared.bands(0, 3)), shared.bands(3, 1)))
        .output();
  }
}
