package io.vitrine.bench;

import java.io.IOException;

/** A subject of {@code ./vitrine bench}. */
interface Benchmark {

  /** What it is called on the command line. */
  String name();

  /** One line for the help text: what is measured, beside what. */
  String description();

  /** Measures and tells. */
  void run(Report report) throws IOException, InterruptedException;
}
