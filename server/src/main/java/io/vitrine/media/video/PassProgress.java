package io.vitrine.media.video;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Hears how far ffmpeg is from what it writes with {@code -progress}. */
final class PassProgress implements Consumer<String> {
  static final List<String> ARGUMENTS = List.of("-progress", "pipe:1", "-stats_period", "1");

  private static final String PLACE = "out_time_us=";

  private final double microseconds;
  private final DoubleConsumer progress;

  /**
   * @param length of the film; when it is not known, nothing is told
   */
  PassProgress(Optional<Duration> length, DoubleConsumer progress) {
    this.microseconds = length.map(Duration::toNanos).orElse(0L) / 1e3;
    this.progress = progress;
  }

  @Override
  public void accept(String line) {
    if (microseconds > 0 && line.startsWith(PLACE)) {
      String place = line.substring(PLACE.length());
      // "N/A" and numbers below zero come before the first frame.
      if (!place.isEmpty() && place.length() < 18 && place.chars().allMatch(Character::isDigit)) {
        progress.accept(Math.clamp(Long.parseLong(place) / microseconds, 0, 1));
      }
    }
  }
}
