package io.vitrine.delivery.transform;

import io.vitrine.delivery.transform.AskedPicture.Encoding;
import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureAdjustments.Sharpening;
import io.vitrine.media.PictureAnchor;
import io.vitrine.media.PictureOperation;
import io.vitrine.media.PictureOperation.CropPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what stands behind {@code /v1/} in a URL (contract: delivery.md 8.1 to 8.3). Strict: what
 * is not in the contract is refused, never guessed at.
 */
public final class TransformationParser {
  private static final int MOST_OPERATIONS = 4;
  private static final int LONGEST_EDGE = 5000;

  /** What is cut first may be as large as a source. */
  private static final int LONGEST_SOURCE_EDGE = 30_000;

  private static final long MOST_SOURCE_PIXELS = 150_000_000;
  private static final int FARTHEST_CORNER = 300_000;
  private static final double SMALLEST_SCALE = 0.0001;
  private static final double LARGEST_SCALE = 10;
  private static final double LARGEST_EFFECTIVE_RADIUS = 128;

  private TransformationParser() {}

  /**
   * Reads operations and a name.
   *
   * @param path decoded, such as {@code fill/w_8,h_6/a.jpg}
   * @throws InvalidTransformation naming what is wrong
   */
  public static AskedPicture parse(String path) {
    List<String> parts = List.of(path.split("/", -1));
    int operations = (parts.size() - 1) / 2;
    if (parts.size() % 2 == 0 || operations == 0) {
      throw new InvalidTransformation(
          "operation", "the path is operation/parameters, one to four times, and a name");
    }
    if (operations > MOST_OPERATIONS) {
      throw new InvalidTransformation("operation", "there are more than four operations");
    }
    List<PictureOperation> steps = new ArrayList<>();
    ParameterList options = ParameterList.empty();
    for (int i = 0; i < operations; i++) {
      ParameterList parameters = ParameterList.parse(parts.get(2 * i + 1));
      steps.add(operation(parts.get(2 * i), parameters, i == operations - 1));
      options.add(parameters);
    }
    return asked(steps, options, extension(parts.getLast()));
  }

  private static PictureOperation operation(String name, ParameterList parameters, boolean isLast) {
    parameters.takeInteger("lg", 1, 2);
    Optional<PictureAnchor> anchor = anchor(parameters);
    return switch (name) {
      case "fit" -> new PictureOperation.Fit(edge(parameters, "w"), edge(parameters, "h"));
      case "fill" ->
          new PictureOperation.Fill(
              edge(parameters, "w"), edge(parameters, "h"), anchor.orElse(PictureAnchor.CENTRE));
      case "scrop" -> new PictureOperation.SmartCrop(edge(parameters, "w"), edge(parameters, "h"));
      case "crop" -> crop(parameters, anchor, isLast);
      default -> throw new InvalidTransformation("operation", "there is no such operation");
    };
  }

  private static int edge(ParameterList parameters, String key) {
    return parameters.requireInteger(key, 1, LONGEST_EDGE);
  }

  private static PictureOperation crop(
      ParameterList parameters, Optional<PictureAnchor> anchor, boolean isLast) {
    int longest = isLast ? LONGEST_EDGE : LONGEST_SOURCE_EDGE;
    int width = parameters.requireInteger("w", 1, longest);
    int height = parameters.requireInteger("h", 1, longest);
    if ((long) width * height > MOST_SOURCE_PIXELS) {
      throw new InvalidTransformation("w", "the area is larger than that of any source");
    }
    Optional<Integer> x = parameters.takeInteger("x", 0, FARTHEST_CORNER);
    Optional<Integer> y = parameters.takeInteger("y", 0, FARTHEST_CORNER);
    double scale = parameters.takeNumber("scl", SMALLEST_SCALE, LARGEST_SCALE).orElse(1.0);
    CropPlace place =
        anchor.isPresent() && x.isEmpty() && y.isEmpty()
            ? new CropPlace.Anchored(anchor.get())
            : new CropPlace.Corner(x.orElse(0), y.orElse(0));
    return new PictureOperation.Crop(width, height, scale, place);
  }

  /** A focal point wins over an alignment. */
  private static Optional<PictureAnchor> anchor(ParameterList parameters) {
    Optional<PictureAnchor> aligned = parameters.take("al").map(TransformationParser::aligned);
    return parameters.take("fp").map(TransformationParser::focalPoint).or(() -> aligned);
  }

  private static PictureAnchor aligned(String alignment) {
    return switch (alignment) {
      // Faces are not known.
      case "c", "f", "fs" -> PictureAnchor.CENTRE;
      case "t" -> new PictureAnchor(0.5, 0);
      case "b" -> new PictureAnchor(0.5, 1);
      case "l" -> new PictureAnchor(0, 0.5);
      case "r" -> new PictureAnchor(1, 0.5);
      case "tl" -> new PictureAnchor(0, 0);
      case "tr" -> new PictureAnchor(1, 0);
      case "bl" -> new PictureAnchor(0, 1);
      case "br" -> new PictureAnchor(1, 1);
      default -> throw new InvalidTransformation("al", "there is no such alignment");
    };
  }

  private static PictureAnchor focalPoint(String value) {
    String[] parts = parts("fp", value, 2);
    return new PictureAnchor(
        ParameterList.number("fp", parts[0], 0, 1), ParameterList.number("fp", parts[1], 0, 1));
  }

  private static AskedPicture asked(
      List<PictureOperation> operations, ParameterList options, String extension) {
    Optional<Integer> quality = options.takeInteger("q", 1, 100);
    Optional<Encoding> encoding = options.take("enc").map(TransformationParser::encoding);
    AskedPicture asked =
        new AskedPicture(
            operations,
            adjustments(options),
            quality.map(OptionalInt::of).orElse(OptionalInt.empty()),
            takeWord(options, "quality", "auto"),
            options.takeFlag("bl"),
            encoding,
            options.takeFlag("pstr"),
            takeWord(options, "anm", "all", "-1"),
            extension);
    // Watermarks are not kept here, and one that is not known leaves the picture as it is.
    options.take("wm");
    options.requireEmpty();
    return asked;
  }

  private static PictureAdjustments adjustments(ParameterList options) {
    return new PictureAdjustments(
        options.take("usm").flatMap(TransformationParser::sharpening),
        options.takeNumber("br", -100, 100).orElse(0.0),
        options.takeNumber("con", -100, 100).orElse(0.0),
        options.takeNumber("sat", -100, 100).orElse(0.0),
        options.takeNumber("hue", -180, 180).orElse(0.0),
        options.takeNumber("blur", 0, 100).orElse(0.0));
  }

  private static Optional<Sharpening> sharpening(String value) {
    String[] parts = parts("usm", value, 3);
    double radius = ParameterList.number("usm", parts[0], 0.1, 500);
    double amount = ParameterList.number("usm", parts[1], 0, 10);
    double threshold = ParameterList.number("usm", parts[2], 0, 255);
    return amount == 0
        ? Optional.empty()
        : Optional.of(
            new Sharpening(Math.min(radius, LARGEST_EFFECTIVE_RADIUS), amount, threshold));
  }

  private static Encoding encoding(String value) {
    return switch (value) {
      case "auto" -> Encoding.AUTO;
      case "webp" -> Encoding.WEBP;
      case "avif", "pavif" -> Encoding.AVIF;
      default -> throw new InvalidTransformation("enc", "there is no such encoding");
    };
  }

  private static boolean takeWord(ParameterList options, String key, String... words) {
    Optional<String> value = options.take(key);
    if (value.isPresent() && !List.of(words).contains(value.get())) {
      throw new InvalidTransformation(key, "there is no such parameter");
    }
    return value.isPresent();
  }

  private static String[] parts(String key, String value, int count) {
    String[] parts = value.split("_", -1);
    if (parts.length != count) {
      throw new InvalidTransformation(key, "the parameter takes %d numbers".formatted(count));
    }
    return parts;
  }

  private static String extension(String name) {
    if (name.isEmpty()) {
      throw new InvalidTransformation("name", "the path ends with a name");
    }
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
