package io.vitrine.media.imaging;

import io.vitrine.media.Face;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Rgb;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process for pictures says, a line at a time. */
sealed interface Answer {

  /** It has started and waits for orders. */
  record Ready() implements Answer {}

  /** The picture is written. */
  record Done() implements Answer {}

  /** It could not be made. */
  record Failed(Reason reason, String message) implements Answer {}

  /** What it can do. */
  record Abilities(String version, Set<SourceFormat> readable, Set<PictureFormat> writable)
      implements Answer {}

  /** What is in a picture. */
  record Inspected(Inspection inspection) implements Answer {}

  /** A preview is written. */
  record Previewed(PictureFormat format, PixelSize size) implements Answer {}

  /** The faces that were found. */
  record Faces(List<Face> faces) implements Answer {
    public Faces {
      faces = List.copyOf(faces);
    }
  }

  /** The line that says it. */
  default String line() {
    return switch (this) {
      case Ready() -> "ready";
      case Done() -> "done";
      case Failed(Reason reason, String message) ->
          "failed " + reason + " " + RenderOrder.encoded(message);
      case Abilities(String version, Set<SourceFormat> readable, Set<PictureFormat> writable) ->
          "can " + RenderOrder.encoded(version) + " " + names(readable) + " " + names(writable);
      case Inspected(Inspection seen) ->
          "seen %s %d %s %s %s %s"
              .formatted(
                  text(seen.size()),
                  seen.frames(),
                  seen.profile(),
                  seen.prominent().map(Answer::text).orElse(""),
                  listed(seen.palette().stream().map(Answer::text)),
                  RenderOrder.encoded(seen.thumbHash()));
      case Previewed(PictureFormat format, PixelSize size) ->
          "previewed " + format + " " + text(size);
      case Faces(List<Face> faces) -> "faces " + listed(faces.stream().map(Answer::text));
    };
  }

  /**
   * What a line says.
   *
   * @throws IllegalArgumentException when it is none of ours
   */
  static Answer parse(String line) {
    String[] words = line.split(" ", -1);
    return switch (words[0] + words.length) {
      case "ready1" -> new Ready();
      case "done1" -> new Done();
      case "failed3" -> new Failed(Reason.valueOf(words[1]), RenderOrder.decoded(words[2]));
      case "can4" ->
          new Abilities(
              RenderOrder.decoded(words[1]),
              set(SourceFormat.class, words[2]),
              set(PictureFormat.class, words[3]));
      case "seen7" ->
          new Inspected(
              new Inspection(
                  size(words[1]),
                  Integer.parseInt(words[2]),
                  Boolean.parseBoolean(words[3]),
                  items(words[4]).map(Answer::colour).findFirst(),
                  items(words[5]).map(Answer::colour).toList(),
                  RenderOrder.decoded(words[6])));
      case "previewed3" -> new Previewed(PictureFormat.valueOf(words[1]), size(words[2]));
      case "faces2" -> new Faces(items(words[1]).map(Answer::face).toList());
      default -> throw new IllegalArgumentException("a line that begins with " + words[0]);
    };
  }

  private static String text(PixelSize size) {
    return size.width() + "x" + size.height();
  }

  private static PixelSize size(String word) {
    int[] numbers = numbers(word, "x", 2);
    return new PixelSize(numbers[0], numbers[1]);
  }

  private static String text(Rgb colour) {
    return colour.r() + ":" + colour.g() + ":" + colour.b();
  }

  private static Rgb colour(String word) {
    int[] numbers = numbers(word, ":", 3);
    return new Rgb(numbers[0], numbers[1], numbers[2]);
  }

  private static String text(Face face) {
    return "%d:%d:%d:%d:%s"
        .formatted(face.x(), face.y(), face.width(), face.height(), face.confidence());
  }

  private static Face face(String word) {
    int end = word.lastIndexOf(':');
    int[] numbers = numbers(word.substring(0, Math.max(end, 0)), ":", 4);
    double confidence = Double.parseDouble(word.substring(end + 1));
    return new Face(confidence, numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private static int[] numbers(String word, String separator, int count) {
    int[] numbers = Arrays.stream(word.split(separator, -1)).mapToInt(Integer::parseInt).toArray();
    if (numbers.length != count) {
      throw new IllegalArgumentException(numbers.length + " numbers instead of " + count);
    }
    return numbers;
  }

  private static String listed(Stream<String> items) {
    return items.collect(Collectors.joining(","));
  }

  private static Stream<String> items(String word) {
    return Arrays.stream(word.split(",", -1)).filter(item -> !item.isEmpty());
  }

  private static String names(Set<? extends Enum<?>> values) {
    return listed(values.stream().map(Enum::name));
  }

  private static <E extends Enum<E>> Set<E> set(Class<E> type, String names) {
    return items(names)
        .map(name -> Enum.valueOf(type, name))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
  }
}
