package io.vitrine.bench;

import io.vitrine.bench.Sample.Load;
import java.io.IOException;

/**
 * Loads a server until its just-in-time compilers have little left to do, so that what is measured
 * afterwards is what a server does that runs for longer than a minute. A peer without such
 * compilers is warm at once.
 */
final class WarmUp {
  /** The part of the processor time that the compilers may still take. */
  private static final double QUIET = 0.02;

  private WarmUp() {}

  /**
   * Runs the load once and then as often as it takes.
   *
   * @param most bounds it, for servers that never come to rest
   */
  static void run(Usage server, int most, Load load) throws IOException, InterruptedException {
    for (int loads = 0; loads < most; loads++) {
      double all = server.cpuSeconds();
      double compilers = server.compilerSeconds();
      load.run();
      if (server.compilerSeconds() - compilers <= QUIET * (server.cpuSeconds() - all)) {
        return;
      }
    }
  }
}
