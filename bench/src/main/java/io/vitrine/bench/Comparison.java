package io.vitrine.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Vitrine and a peer needed for the same load, row by row. */
final class Comparison {
  private static final String LINE = "%-48s %13s %13s %6s   %13s %16s %6s %7s   %9s %11s%n";

  /** What a rate and a CPU figure are told in. */
  enum Unit {
    REQUEST("/s", 1, "us", 1e6),
    GIGABYTE("MB/s", 1e3, "s/GB", 1);

    private final String rateName;
    private final double rateFactor;
    private final String cpuName;
    private final double cpuFactor;

    Unit(String rateName, double rateFactor, String cpuName, double cpuFactor) {
      this.rateName = rateName;
      this.rateFactor = rateFactor;
      this.cpuName = cpuName;
      this.cpuFactor = cpuFactor;
    }

    private String rate(Sample sample) {
      return String.format(Locale.ROOT, "%.0f %s", sample.rate() * rateFactor, rateName);
    }

    private String cpu(Sample sample) {
      return String.format(Locale.ROOT, "%.2f %s", sample.cpuPerUnit() * cpuFactor, cpuName);
    }
  }

  /**
   * One load.
   *
   * @param target the largest ratio of CPU that is wanted
   */
  record Row(String what, Unit unit, Sample vitrine, Sample peer, double target) {

    double rateRatio() {
      return vitrine.rate() / peer.rate();
    }

    double cpuRatio() {
      return vitrine.cpuPerUnit() / peer.cpuPerUnit();
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          LINE,
          what,
          unit.rate(vitrine),
          unit.rate(peer),
          String.format(Locale.ROOT, "%.2f", rateRatio()),
          unit.cpu(vitrine),
          unit.cpu(peer),
          String.format(Locale.ROOT, "%.2f", cpuRatio()),
          String.format(Locale.ROOT, "<= %.2f", target),
          mebibytes(vitrine),
          mebibytes(peer));
    }

    private static String mebibytes(Sample sample) {
      return (sample.peakBytes() >> 20) + " MiB";
    }
  }

  private final String peer;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param peer the name of who Vitrine is compared with
   */
  Comparison(String peer) {
    this.peer = peer;
  }

  void add(Row row) {
    rows.add(row);
  }

  /** Shows the table and keeps its ratios. */
  void tell(Report report) {
    report.say("%s", text().stripTrailing());
    for (Row row : rows) {
      String target = String.format(Locale.ROOT, "<= %.2f", row.target());
      report.keep(row.what() + ": CPU against " + peer, row.cpuRatio(), "ratio", target);
      report.keep(row.what() + ": throughput against " + peer, row.rateRatio(), "ratio", "");
      report.keep(row.what() + ": peak memory", row.vitrine().peakBytes() / 1048576.0, "MiB", "");
    }
  }

  /** The rows as a table. */
  private String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            LINE,
            "load",
            "Vitrine",
            peer,
            "ratio",
            "Vitrine CPU",
            peer + " CPU",
            "ratio",
            "target",
            "peak RSS",
            peer));
    rows.forEach(row -> text.append(row.line()));
    return text.toString();
  }
}
