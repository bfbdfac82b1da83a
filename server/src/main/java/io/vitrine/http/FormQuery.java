package io.vitrine.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query as sent (WHATWG URL, application/x-www-form-urlencoded). */
final class FormQuery implements QueryParameters {
  private final Map<String, List<String>> values;

  private FormQuery(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Decodes a query; bytes that are not UTF-8 become U+FFFD.
   *
   * @param raw without the question mark; may be null
   * @throws HttpProblem 400 when the percent-encoding is broken
   */
  static FormQuery parse(String raw) {
    if (raw == null || raw.isEmpty()) {
      return new FormQuery(Map.of());
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        values.computeIfAbsent(name, ignored -> new ArrayList<>(1)).add(value);
      }
    }
    return new FormQuery(values);
  }

  @Override
  public Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getFirst);
  }

  @Override
  public List<String> all(String name) {
    return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new HttpProblem(400, "INVALID_ARGUMENT", "the query is malformed");
    }
  }
}
