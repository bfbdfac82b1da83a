package io.vitrine.bench;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One measured load on a server.
 *
 * @param units how much was done: requests, or gigabytes (1e9 bytes)
 * @param seconds how long it took
 * @param cpuSeconds user and system time of the server's processes
 * @param peakBytes their largest resident memory meanwhile
 */
record Sample(double units, double seconds, double cpuSeconds, long peakBytes) {

  /** A load that tells what it has done. */
  @FunctionalInterface
  interface Load {
    Done run() throws IOException, InterruptedException;
  }

  /** What a load generator tells of its load. */
  record Done(double units, double seconds) {}

  /** Runs a load and watches the server meanwhile. */
  static Sample of(Usage server, Load load) throws IOException, InterruptedException {
    server.resetPeak();
    double before = server.cpuSeconds();
    Done done = load.run();
    return new Sample(
        done.units(), done.seconds(), server.cpuSeconds() - before, server.peakBytes());
  }

  double rate() {
    return units / seconds;
  }

  double cpuPerUnit() {
    return cpuSeconds / units;
  }

  /** The median of each figure by itself. */
  static Sample median(List<Sample> samples) {
    return new Sample(
        1,
        1 / middle(samples, Sample::rate),
        middle(samples, Sample::cpuPerUnit),
        (long) middle(samples, Sample::peakBytes));
  }

  private static double middle(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return samples.stream()
        .map(figure::applyAsDouble)
        .sorted(Comparator.naturalOrder())
        .skip(samples.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
