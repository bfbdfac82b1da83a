package io.vitrine.delivery.transform;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureAnchor;
import io.vitrine.media.PictureOperation;
import io.vitrine.media.PictureOperation.CropPlace;
import io.vitrine.media.Transformation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One text for all URLs that ask for the same picture (contract: delivery.md 8.5): no defaults, a
 * fixed order, each number in one form. Caches of earlier versions are read with it, so a change of
 * its meaning, or of how pictures look, needs another {@link #VERSION}.
 */
final class CanonicalText {
  private static final int VERSION = 2;

  private CanonicalText() {}

  static String of(Transformation transformation) {
    List<String> words = new ArrayList<>();
    words.add("v" + VERSION);
    transformation.operations().forEach(operation -> words.add(text(operation)));
    add(transformation.adjustments(), words);
    transformation.quality().ifPresent(quality -> words.add("q_" + quality));
    if (transformation.baseline()) {
      words.add("bl");
    }
    if (transformation.allFrames()) {
      words.add("anm_all");
    }
    words.add(transformation.format().mimeType());
    return String.join(";", words);
  }

  private static String text(PictureOperation operation) {
    return switch (operation) {
      case PictureOperation.Fit(int width, int height) -> "fit" + size(width, height);
      case PictureOperation.Fill(int width, int height, PictureAnchor anchor) ->
          "fill" + size(width, height) + text(anchor);
      case PictureOperation.SmartCrop(int width, int height) -> "scrop" + size(width, height);
      case PictureOperation.Crop(int width, int height, double scale, CropPlace place) ->
          "crop"
              + size(width, height)
              + (scale == 1 ? "" : ",scl_" + number(scale))
              + switch (place) {
                case CropPlace.Corner(int x, int y) ->
                    x == 0 && y == 0 ? "" : ",x_" + x + ",y_" + y;
                // The default of a crop is the corner, so here the centre has to be told.
                case CropPlace.Anchored(PictureAnchor anchor) -> ",fp" + point(anchor);
              };
    };
  }

  private static String size(int width, int height) {
    return ",w_" + width + ",h_" + height;
  }

  private static String text(PictureAnchor anchor) {
    return anchor.equals(PictureAnchor.CENTRE) ? "" : ",fp" + point(anchor);
  }

  private static String point(PictureAnchor anchor) {
    return "_" + number(anchor.x()) + "_" + number(anchor.y());
  }

  private static void add(PictureAdjustments adjustments, List<String> words) {
    adjustments
        .sharpening()
        .ifPresent(
            sharpening ->
                words.add(
                    "usm_%s_%s_%s"
                        .formatted(
                            number(sharpening.radius()),
                            number(sharpening.amount()),
                            number(sharpening.threshold()))));
    add("br", adjustments.brightness(), words);
    add("con", adjustments.contrast(), words);
    add("sat", adjustments.saturation(), words);
    add("hue", adjustments.hue(), words);
    add("blur", adjustments.blur(), words);
  }

  private static void add(String key, double value, List<String> words) {
    if (value != 0) {
      words.add(key + "_" + number(value));
    }
  }

  private static String number(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
