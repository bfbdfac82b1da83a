package io.vitrine.media.imaging;

import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** The line that says it. */
  default String line() {
    return switch (this) {
      case Ready() -> "ready";
      case Done() -> "done";
      case Failed(Reason reason, String message) ->
          "failed " + reason + " " + RenderOrder.encoded(message);
      case Abilities(String version, Set<SourceFormat> readable, Set<PictureFormat> writable) ->
          "can " + RenderOrder.encoded(version) + " " + names(readable) + " " + names(writable);
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
      default -> throw new IllegalArgumentException("a line that begins with " + words[0]);
    };
  }

  private static String names(Set<? extends Enum<?>> values) {
    return values.stream().map(Enum::name).collect(Collectors.joining(","));
  }

  private static <E extends Enum<E>> Set<E> set(Class<E> type, String names) {
    return Arrays.stream(names.split(",", -1))
        .filter(name -> !name.isEmpty())
        .map(name -> Enum.valueOf(type, name))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
  }
}
