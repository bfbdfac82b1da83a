package io.vitrine.media.imaging;

import java.nio.file.Path;

/**
 * What a process for pictures is told to do, a line at a time: its name, then words apart by
 * blanks.
 */
sealed interface Order {

  /** To tell what can be read and written. */
  record Abilities() implements Order {}

  /** To make a picture. */
  record Render(RenderOrder picture) implements Order {}

  /** To decode all of a source and tell what is in it. */
  record Inspect(Path source, String mimeType) implements Order {}

  /**
   * To make a picture that every browser shows, without anything beside its pixels.
   *
   * @param edge pixels of its longer side, at most
   */
  record Preview(Path source, String mimeType, int edge, Path target) implements Order {}

  /**
   * To look for faces.
   *
   * @param cascade what is known of how faces look
   */
  record Faces(Path source, String mimeType, Path cascade) implements Order {}

  /** The line that tells it. */
  default String line() {
    return switch (this) {
      case Abilities() -> "abilities";
      case Render(RenderOrder picture) -> "render " + picture.line();
      case Inspect(Path source, String mimeType) -> words("inspect", source, mimeType);
      case Preview(Path source, String mimeType, int edge, Path target) ->
          words("preview", source, mimeType, edge, target);
      case Faces(Path source, String mimeType, Path cascade) ->
          words("faces", source, mimeType, cascade);
    };
  }

  /**
   * The order that a line tells.
   *
   * @throws IllegalArgumentException when it is not one that {@link #line()} gave
   */
  static Order parse(String line) {
    if (line.startsWith("render ")) {
      return new Render(RenderOrder.parse(line.substring("render ".length())));
    }
    String[] words = line.split(" ", -1);
    return switch (words[0] + words.length) {
      case "abilities1" -> new Abilities();
      case "inspect3" -> new Inspect(path(words[1]), RenderOrder.decoded(words[2]));
      case "preview5" ->
          new Preview(
              path(words[1]),
              RenderOrder.decoded(words[2]),
              Integer.parseInt(words[3]),
              path(words[4]));
      case "faces4" -> new Faces(path(words[1]), RenderOrder.decoded(words[2]), path(words[3]));
      default -> throw new IllegalArgumentException("an order that begins with " + words[0]);
    };
  }

  private static String words(String name, Object... values) {
    StringBuilder line = new StringBuilder(name);
    for (Object value : values) {
      line.append(' ').append(RenderOrder.encoded(value.toString()));
    }
    return line.toString();
  }

  private static Path path(String word) {
    return Path.of(RenderOrder.decoded(word));
  }
}
