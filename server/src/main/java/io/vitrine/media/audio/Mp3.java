package io.vitrine.media.audio;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sound as MP3, of a fixed rate (contract: processing.md section 3). */
enum Mp3 {
  BEST("320kbs.mp3", 320, AudioProbeStep.LONGEST),
  USUAL("128kbs.mp3", 128, AudioProbeStep.LONGEST),
  BEGINNING("128-30kbs.mp3", 128, Duration.ofSeconds(30));

  private final String key;
  private final int kilobits;
  private final Duration longest;

  Mp3(String key, int kilobits, Duration longest) {
    this.key = key;
    this.kilobits = kilobits;
    this.longest = longest;
  }

  String key() {
    return key;
  }

  private Path file(Path folder) {
    return folder.resolve(key);
  }

  /**
   * The arguments with which ffmpeg writes it.
   *
   * @param facts of the original
   */
  List<String> arguments(MediaFacts.Audio facts, Path folder) {
    List<String> output = new ArrayList<>();
    output.addAll(
        List.of(
            "-c:a",
            "libmp3lame",
            "-b:a",
            kilobits + "k",
            "-ac",
            facts.channels() == 1 ? "1" : "2",
            "-ar",
            Integer.toString(sampleRate(facts)),
            "-t",
            Long.toString(longest.toSeconds()),
            "-map_metadata",
            "-1",
            "-map_chapters",
            "-1"));
    facts.title().ifPresent(title -> output.addAll(List.of("-metadata", "title=" + title)));
    facts.artist().ifPresent(artist -> output.addAll(List.of("-metadata", "artist=" + artist)));
    facts.album().ifPresent(album -> output.addAll(List.of("-metadata", "album=" + album)));
    output.addAll(
        List.of("-id3v2_version", "3", "-f", "mp3", "file:" + file(folder).toAbsolutePath()));
    return output;
  }

  /** MP3 has 320 kbit/s only from 32 kHz on (ISO/IEC 11172-3 section 2.4.2.3). */
  private static int sampleRate(MediaFacts.Audio facts) {
    return facts.sampleRate() % 11_025 == 0 ? 44_100 : 48_000;
  }

  /** What ffmpeg has written, with the length that the original really has. */
  MadeAsset made(Path folder, Duration whole) {
    Duration length = whole.compareTo(longest) < 0 ? whole : longest;
    return new MadeAsset(
        key,
        file(folder),
        "audio/mpeg",
        Optional.empty(),
        Optional.of(length),
        Optional.of(kilobits * 1_000L),
        "");
  }
}
