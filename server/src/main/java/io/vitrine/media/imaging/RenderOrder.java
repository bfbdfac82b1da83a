package io.vitrine.media.imaging;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureAdjustments.Sharpening;
import io.vitrine.media.PictureAnchor;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureOperation;
import io.vitrine.media.PictureOperation.Crop;
import io.vitrine.media.PictureOperation.CropPlace;
import io.vitrine.media.PictureOperation.Fill;
import io.vitrine.media.PictureOperation.Fit;
import io.vitrine.media.PictureOperation.SmartCrop;
import io.vitrine.media.Transformation;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A picture to be made, and the line of words that tells it to another process. */
record RenderOrder(Path source, String mimeType, Transformation transformation, Path target) {
  private static final String NOTHING = "-";

  /** Number of words before those of the operations. */
  private static final int FIXED = 13;

  String line() {
    PictureAdjustments looks = transformation.adjustments();
    List<String> words =
        new ArrayList<>(
            List.of(
                encoded(source.toString()),
                encoded(mimeType),
                encoded(target.toString()),
                transformation.format().name(),
                transformation.quality().isPresent()
                    ? Integer.toString(transformation.quality().getAsInt())
                    : NOTHING,
                Boolean.toString(transformation.baseline()),
                Boolean.toString(transformation.allFrames()),
                looks.sharpening().map(RenderOrder::joined).orElse(NOTHING),
                Double.toString(looks.brightness()),
                Double.toString(looks.contrast()),
                Double.toString(looks.saturation()),
                Double.toString(looks.hue()),
                Double.toString(looks.blur())));
    transformation.operations().forEach(operation -> words.add(word(operation)));
    return String.join(" ", words);
  }

  /**
   * The order that a line tells.
   *
   * @throws IllegalArgumentException when it is not one that {@link #line()} gave
   */
  static RenderOrder parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length < FIXED) {
      throw new IllegalArgumentException("an order of " + words.length + " words");
    }
    PictureAdjustments looks =
        new PictureAdjustments(
            words[7].equals(NOTHING) ? Optional.empty() : Optional.of(sharpening(words[7])),
            Double.parseDouble(words[8]),
            Double.parseDouble(words[9]),
            Double.parseDouble(words[10]),
            Double.parseDouble(words[11]),
            Double.parseDouble(words[12]));
    List<PictureOperation> operations =
        Arrays.stream(words).skip(FIXED).map(RenderOrder::operation).toList();
    return new RenderOrder(
        Path.of(decoded(words[0])),
        decoded(words[1]),
        new Transformation(
            operations,
            looks,
            PictureFormat.valueOf(words[3]),
            words[4].equals(NOTHING)
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(words[4])),
            Boolean.parseBoolean(words[5]),
            Boolean.parseBoolean(words[6])),
        Path.of(decoded(words[2])));
  }

  private static String word(PictureOperation operation) {
    return switch (operation) {
      case Fit(int width, int height) -> joined("fit", width, height);
      case Fill(int width, int height, PictureAnchor anchor) ->
          joined("fill", width, height, anchor.x(), anchor.y());
      case SmartCrop(int width, int height) -> joined("smart", width, height);
      case Crop(int width, int height, double scale, CropPlace.Corner(int x, int y)) ->
          joined("corner", width, height, scale, x, y);
      case Crop(int width, int height, double scale, CropPlace.Anchored(PictureAnchor anchor)) ->
          joined("anchored", width, height, scale, anchor.x(), anchor.y());
    };
  }

  private static PictureOperation operation(String word) {
    String[] parts = word.split(":", -1);
    int width = Integer.parseInt(parts[1]);
    int height = Integer.parseInt(parts[2]);
    return switch (parts[0]) {
      case "fit" -> new Fit(width, height);
      case "fill" -> new Fill(width, height, anchor(parts[3], parts[4]));
      case "smart" -> new SmartCrop(width, height);
      case "corner" ->
          new Crop(
              width,
              height,
              Double.parseDouble(parts[3]),
              new CropPlace.Corner(Integer.parseInt(parts[4]), Integer.parseInt(parts[5])));
      case "anchored" ->
          new Crop(
              width,
              height,
              Double.parseDouble(parts[3]),
              new CropPlace.Anchored(anchor(parts[4], parts[5])));
      default -> throw new IllegalArgumentException("an operation " + parts[0]);
    };
  }

  private static PictureAnchor anchor(String x, String y) {
    return new PictureAnchor(Double.parseDouble(x), Double.parseDouble(y));
  }

  private static String joined(Sharpening mask) {
    return mask.radius() + ":" + mask.amount() + ":" + mask.threshold();
  }

  private static Sharpening sharpening(String word) {
    String[] parts = word.split(":", -1);
    return new Sharpening(
        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }

  private static String joined(String name, Object... numbers) {
    StringBuilder word = new StringBuilder(name);
    for (Object number : numbers) {
      word.append(':').append(number);
    }
    return word.toString();
  }

  /** Without blank and line end, whatever the text holds. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String decoded(String word) {
    return URLDecoder.decode(word, StandardCharsets.UTF_8);
  }
}
