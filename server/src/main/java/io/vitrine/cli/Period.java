package io.vitrine.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads lengths of time such as {@code 30d}, {@code 24h}, {@code 15m} or {@code 90s}. */
final class Period implements ITypeConverter<Duration> {
  private static final Pattern GRAMMAR = Pattern.compile("(\\d{1,6})\\s*(d|h|m|s)");

  @Override
  public Duration convert(String text) {
    Matcher matcher = GRAMMAR.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a time such as 30d, 24h, 15m or 90s");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "d" -> Duration.ofDays(amount);
      case "h" -> Duration.ofHours(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }
}
