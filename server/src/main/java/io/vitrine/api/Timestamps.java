package io.vitrine.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The form of times on the wire: RFC 3339 in UTC with milliseconds (files-api.md rule 8). */
final class Timestamps {
  private static final int NANOS_IN_A_MILLISECOND = 1_000_000;

  private Timestamps() {}

  /** The time as text; written by hand, because a page of files has a hundred of them. */
  static String format(Instant instant) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(24);
    digits(text, time.getYear(), 1_000);
    digits(text.append('-'), time.getMonthValue(), 10);
    digits(text.append('-'), time.getDayOfMonth(), 10);
    digits(text.append('T'), time.getHour(), 10);
    digits(text.append(':'), time.getMinute(), 10);
    digits(text.append(':'), time.getSecond(), 10);
    digits(text.append('.'), time.getNano() / NANOS_IN_A_MILLISECOND, 100);
    return text.append('Z').toString();
  }

  /** Appends a number with leading zeros; {@code step} is 10 to the number of digits less one. */
  private static void digits(StringBuilder text, int number, int step) {
    for (int unit = step; unit > 0; unit /= 10) {
      text.append((char) ('0' + number / unit % 10));
    }
  }
}
