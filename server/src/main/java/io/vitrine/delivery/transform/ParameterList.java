package io.vitrine.delivery.transform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parameters of one operation, such as {@code w_800,h_600,bl}, taken one after another; what is
 * left in the end is not known. A flag has an empty value, and {@code enc_auto} the value {@code
 * auto} of the key {@code enc}, so that what excludes each other has the same key.
 */
final class ParameterList {
  private static final Pattern KEY = Pattern.compile("[a-z]{1,16}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,7}(\\.[0-9]{1,4})?");
  private static final int LONGEST_VALUE = 200;

  private final Map<String, String> values = new LinkedHashMap<>();

  private ParameterList() {}

  static ParameterList empty() {
    return new ParameterList();
  }

  static ParameterList parse(String text) {
    ParameterList list = new ParameterList();
    for (String parameter : text.split(",", -1)) {
      int end = parameter.indexOf('_');
      String key = end < 0 ? parameter : parameter.substring(0, end);
      String value = end < 0 ? "" : parameter.substring(end + 1);
      if (!KEY.matcher(key).matches() || (end >= 0 && value.isEmpty())) {
        throw new InvalidTransformation(printable(parameter), "a parameter is malformed");
      }
      if (value.length() > LONGEST_VALUE) {
        throw new InvalidTransformation(key, "the value is too long");
      }
      list.put(key, value);
    }
    return list;
  }

  private void put(String key, String value) {
    if (values.put(key, value) != null) {
      throw new InvalidTransformation(key, "the parameter stands twice");
    }
  }

  /** Moves what another list has into this one, each key once. */
  void add(ParameterList other) {
    other.values.forEach(this::put);
    other.values.clear();
  }

  /** Removes a parameter and tells its value. */
  Optional<String> take(String key) {
    return Optional.ofNullable(values.remove(key));
  }

  /** Removes a whole number. */
  Optional<Integer> takeInteger(String key, int min, int max) {
    return take(key).map(text -> integer(key, text, min, max));
  }

  /** Removes a whole number that must be there. */
  int requireInteger(String key, int min, int max) {
    return takeInteger(key, min, max)
        .orElseThrow(() -> new InvalidTransformation(key, "the parameter is missing"));
  }

  /** Removes a number. */
  Optional<Double> takeNumber(String key, double min, double max) {
    return take(key).map(text -> number(key, text, min, max));
  }

  /** Removes a flag and tells whether it was there. */
  boolean takeFlag(String key) {
    Optional<String> value = take(key);
    if (value.filter(text -> !text.isEmpty()).isPresent()) {
      throw new InvalidTransformation(key, "the parameter takes no value");
    }
    return value.isPresent();
  }

  /** Fails when something is left that nobody has taken. */
  void requireEmpty() {
    values.keySet().stream()
        .findFirst()
        .ifPresent(
            key -> {
              throw new InvalidTransformation(key, "there is no such parameter here");
            });
  }

  /** A whole number within bounds. */
  static int integer(String key, String text, int min, int max) {
    double number = number(key, text, min, max);
    if (text.indexOf('.') >= 0) {
      throw new InvalidTransformation(key, "the parameter takes a whole number");
    }
    return (int) number;
  }

  /** A number within bounds. */
  static double number(String key, String text, double min, double max) {
    if (!NUMBER.matcher(text).matches()) {
      throw new InvalidTransformation(key, "the parameter takes a number");
    }
    double number = Double.parseDouble(text);
    if (!(number >= min && number <= max)) {
      throw new InvalidTransformation(
          key, "the parameter takes a number from %s to %s".formatted(plain(min), plain(max)));
    }
    // There is but one zero.
    return number == 0 ? 0 : number;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String printable(String text) {
    String ascii = text.replaceAll("[^\\x20-\\x7e]", "?");
    return ascii.substring(0, Math.min(32, ascii.length()));
  }
}
