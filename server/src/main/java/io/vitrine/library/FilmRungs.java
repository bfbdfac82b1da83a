package io.vitrine.library;

import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileMedia;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which rungs of a film can be played (contract: processing.md section 3, delivery.md 9.2). */
public final class FilmRungs {
  /** The most that a streaming URL may name. */
  public static final int MOST_IN_A_URL = 10;

  /** Played first where a film has it: good to look at, and yet quick to begin. */
  private static final int FIRST_PLAYED = 720;

  private static final String PICTURES = ".video";
  private static final String PROGRESSIVE = ".mp4";

  private FilmRungs() {}

  /**
   * The names of the rungs that are ready, such as {@code 720p}, the one to be played first first.
   */
  public static List<String> of(FileDescriptor file) {
    FileMedia media = file.media();
    List<String> names =
        media.assets().stream()
            .map(asset -> asset.key())
            .filter(key -> key.matches("[1-9][0-9]{1,3}p\\" + PICTURES))
            .map(key -> key.substring(0, key.length() - PICTURES.length()))
            .filter(
                name ->
                    media.readyAsset(name + PICTURES).isPresent()
                        && media.readyAsset(name + PROGRESSIVE).isPresent())
            .sorted(Comparator.comparingInt(FilmRungs::height).reversed())
            .toList();
    Stream<String> first = names.stream().filter(name -> height(name) <= FIRST_PLAYED).limit(1);
    return Stream.concat(first, names.stream()).distinct().toList();
  }

  /** As a streaming URL names them. */
  public static String listOf(List<String> rungs) {
    return "," + String.join(",", rungs) + ",";
  }

  private static int height(String name) {
    return Integer.parseInt(name, 0, name.length() - 1, 10);
  }
}
