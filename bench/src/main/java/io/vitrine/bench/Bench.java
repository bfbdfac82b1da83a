package io.vitrine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ./vitrine bench [NAME…]}: runs the named benchmarks, or all. Their figures depend on the
 * machine and what else it does; what counts are the ratios to what was measured in the same run.
 */
public final class Bench {
  private Bench() {}

  /** Runs the benchmarks that the arguments name. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Benchmark> all =
        List.of(
            new CatalogBench(),
            new HttpBench(),
            new DeliveryBench(),
            new ZipBench(),
            new UploadBench(),
            new SlowBench(),
            new TransformBench(),
            new JobsBench());
    List<String> words = Arrays.asList(arguments);
    List<String> names = all.stream().map(Benchmark::name).toList();
    if (words.contains("--help") || words.contains("-h")) {
      System.out.println("Usage: vitrine bench [NAME...]");
      all.forEach(
          benchmark ->
              System.out.printf("  %-10s %s%n", benchmark.name(), benchmark.description()));
      System.out.println("Without NAME all of them run. Results go to bench/results/.");
      return;
    }
    if (!names.containsAll(words)) {
      List<String> unknown = new ArrayList<>(words);
      unknown.removeAll(names);
      System.err.println(
          "vitrine: there is no benchmark " + unknown.getFirst() + "; there are: " + names);
      System.exit(2);
    }
    for (Benchmark benchmark : all) {
      if (words.isEmpty() || words.contains(benchmark.name())) {
        Report report = new Report(benchmark.name());
        report.say("%n%s: %s", benchmark.name(), benchmark.description());
        benchmark.run(report);
        report.write();
      }
    }
  }
}
