package io.vitrine.delivery.streaming;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be asked for of a track, by names that packagers of the field use: {@code
 * index-v1.m3u8}, {@code init-v1.mp4}, {@code seg-1-v1.m4s}; sound has {@code a1}.
 */
public sealed interface TrackPart {

  /** The playlist of HLS. */
  record Playlist() implements TrackPart {}

  /** The playlist of the key frames alone. */
  record KeyFrames() implements TrackPart {}

  /** What a player needs in front of any segment. */
  record Initialization() implements TrackPart {}

  /**
   * A segment.
   *
   * @param number from 1 on; there may be none of this number
   */
  record Segment(int number) implements TrackPart {}

  /** The part with this name; empty when the track cannot have such a one. */
  static Optional<TrackPart> named(String name, FilmTrack track, Film film) {
    Matcher segment = Names.SEGMENT.matcher(name);
    if (segment.matches()) {
      String number = segment.group(1);
      return name.equals(segmentName(track, number))
          ? Optional.of(new Segment(Integer.parseInt(number)))
          : Optional.empty();
    }
    if (name.equals(playlistName(track, film)) || name.equals(plainPlaylistName(track))) {
      return Optional.of(new Playlist());
    }
    if (name.equals(initializationName(track))) {
      return Optional.of(new Initialization());
    }
    return track.details().isVideo() && name.equals(keyFramesName(track))
        ? Optional.of(new KeyFrames())
        : Optional.empty();
  }

  /** The name tells that there is sound beside pictures, as that of the live service does. */
  static String playlistName(FilmTrack track, Film film) {
    return track.details().isVideo() && film.sound().isPresent()
        ? "index-v1-a1.m3u8"
        : plainPlaylistName(track);
  }

  private static String plainPlaylistName(FilmTrack track) {
    return "index-" + kind(track) + ".m3u8";
  }

  static String keyFramesName(FilmTrack track) {
    return "iframes-" + kind(track) + ".m3u8";
  }

  static String initializationName(FilmTrack track) {
    return "init-" + kind(track) + ".mp4";
  }

  /**
   * The name of a segment.
   *
   * @param number or what stands for it in a template
   */
  static String segmentName(FilmTrack track, String number) {
    return "seg-" + number + "-" + kind(track) + ".m4s";
  }

  private static String kind(FilmTrack track) {
    return track.details().isVideo() ? "v1" : "a1";
  }

  /** The form of names with a number in them. */
  final class Names {
    private static final Pattern SEGMENT = Pattern.compile("seg-([1-9][0-9]{0,6})-[av]1\\.m4s");

    private Names() {}
  }
}
