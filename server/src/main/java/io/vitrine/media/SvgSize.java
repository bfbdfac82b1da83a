package io.vitrine.media;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The natural size of an SVG in CSS pixels (SVG 2 section 8.12): width and height, where one is
 * missing it follows from the ratio of the viewBox, and without both the viewBox itself.
 */
final class SvgSize {
  private static final Pattern LENGTH =
      Pattern.compile("\\s*\\+?([0-9]{0,9}\\.?[0-9]{1,9})\\.?\\s*(px|pt|pc|mm|cm|in)?\\s*");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  private SvgSize() {}

  static PixelSize of(XmlDocument.Root root) throws MalformedContent {
    Optional<Double> width = length(root.attributes().get("width"));
    Optional<Double> height = length(root.attributes().get("height"));
    if (width.isPresent() && height.isPresent()) {
      return size(width.get(), height.get());
    }
    List<Double> box = viewBox(root.attributes().get("viewBox"));
    double boxWidth = box.get(2);
    double boxHeight = box.get(3);
    if (width.isPresent()) {
      return size(width.get(), width.get() * boxHeight / boxWidth);
    }
    return height.isPresent()
        ? size(height.get() * boxWidth / boxHeight, height.get())
        : size(boxWidth, boxHeight);
  }

  private static PixelSize size(double width, double height) throws MalformedContent {
    if (!(width > 0) || !(height > 0)) {
      throw new MalformedContent("an SVG without an area");
    }
    return Findings.size(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  }

  /** Absolute lengths only; a share of the page says nothing here. 96 pixels are an inch. */
  private static Optional<Double> length(String attribute) {
    if (attribute == null || attribute.length() > 32) {
      return Optional.empty();
    }
    Matcher matcher = LENGTH.matcher(attribute);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double pixels =
        switch (matcher.group(2)) {
          case "pt" -> 96 / 72.0;
          case "pc" -> 16;
          case "mm" -> 96 / 25.4;
          case "cm" -> 96 / 2.54;
          case "in" -> 96;
          case null, default -> 1;
        };
    return Optional.of(Double.parseDouble(matcher.group(1)) * pixels);
  }

  private static List<Double> viewBox(String attribute) throws MalformedContent {
    if (attribute == null || attribute.length() > 200) {
      throw new MalformedContent("no viewBox");
    }
    try {
      List<Double> numbers =
          SEPARATOR.splitAsStream(attribute.strip()).map(Double::parseDouble).toList();
      if (numbers.size() != 4) {
        throw new MalformedContent("a viewBox of " + numbers.size() + " numbers");
      }
      return numbers;
    } catch (NumberFormatException _) {
      throw new MalformedContent("a viewBox that is not of numbers");
    }
  }
}
