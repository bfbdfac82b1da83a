package io.vitrine.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes such as {@code 50GB}, {@code 1.5GiB} or {@code 1048576} as a number of bytes. */
final class ByteSize implements ITypeConverter<Long> {
  private static final Pattern GRAMMAR =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([KMGTP]?I?B?)");
  private static final Map<Character, Integer> POWERS =
      Map.of('K', 1, 'M', 2, 'G', 3, 'T', 4, 'P', 5);

  @Override
  public Long convert(String text) {
    Matcher matcher = GRAMMAR.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is not a size such as 50GB or 512MiB");
    }
    String unit = matcher.group(2);
    BigDecimal step = BigDecimal.valueOf(unit.contains("I") ? 1024 : 1000);
    int power = unit.isEmpty() ? 0 : POWERS.getOrDefault(unit.charAt(0), 0);
    try {
      return new BigDecimal(matcher.group(1)).multiply(step.pow(power)).longValueExact();
    } catch (ArithmeticException notANumberOfBytes) {
      throw new TypeConversionException("'" + text + "' is not a whole number of bytes");
    }
  }
}
