package io.vitrine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark tells: lines for people at once, figures for programs at the end. */
final class Report {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final String name;
  private final Instant begun = Instant.now();
  private final List<Map<String, Object>> figures = new ArrayList<>();

  Report(String name) {
    this.name = name;
  }

  /** Shows a line. */
  void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
    System.out.flush();
  }

  /** Shows a measured figure and keeps it. */
  void figure(String what, double value, String unit, String target) {
    say("%-58s %12.2f %-10s %s", what, value, unit, target);
    keep(what, value, unit, target);
  }

  /** Keeps a figure that is shown in a table. */
  void keep(String what, double value, String unit, String target) {
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("what", what);
    figure.put("value", value);
    figure.put("unit", unit);
    figure.put("target", target);
    figures.add(figure);
  }

  /** Writes the figures below {@code bench/results} and tells where. */
  void write() throws IOException {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("benchmark", name);
    result.put("begun", begun.toString());
    result.put("cores", Runtime.getRuntime().availableProcessors());
    result.put("java", Runtime.version().toString());
    result.put("figures", figures);
    Path folder = Files.createDirectories(Path.of("bench", "results"));
    Path file = folder.resolve(name + "-" + begun.getEpochSecond() + ".json");
    Files.writeString(file, JSON.writeValueAsString(result));
    say("Written: %s", file);
  }
}
