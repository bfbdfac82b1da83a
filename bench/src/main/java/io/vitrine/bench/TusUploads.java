package io.vitrine.bench;

import io.vitrine.bench.Comparison.Row;
import io.vitrine.bench.Comparison.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Uploads by tus to Vitrine as shipped, to Vitrine that does not flush, to Vitrine that neither
 * hashes nor flushes, and to {@code @tus/server}, which does neither, under one load in turns.
 * Vitrine's time and CPU hold the {@code PUT} that makes a file of the upload, which the other has
 * not.
 */
final class TusUploads {
  private static final String PEER = "@tus/server";
  private static final int ROUNDS = number("VITRINE_BENCH_TUS_ROUNDS", 3);
  private static final long SIZE = number("VITRINE_BENCH_TUS_MB", 1_000) * 1_000_000L;
  private static final long HUGE = number("VITRINE_BENCH_TUS_HUGE_MB", 10_000) * 1_000_000L;

  /** CPU of Vitrine for CPU of the peer: 1.5 times its throughput per CPU second. */
  private static final double TARGET = 1 / 1.5;

  private static final int MOST_WARM_UPS = 8;
  private static final int FLAT_MIB = 20;

  private final TusLoad load;
  private final Report report;

  TusUploads(TusLoad load, Report report) {
    this.load = load;
    this.report = report;
  }

  /**
   * A way to upload.
   *
   * @param atOnce the uploads that share the bytes
   */
  private record Scenario(String name, long chunk, int atOnce) {}

  private static List<Scenario> scenarios() {
    return Chosen.of(
        List.of(
            new Scenario("tus, 5 MB chunks", 5_000_000, 1),
            new Scenario("tus, 50 MB chunks", 50_000_000, 1),
            new Scenario("tus, 5 MB chunks, 8 at once", 5_000_000, 8)),
        Scenario::name);
  }

  /** One server's samples of one scenario. */
  private record Key(String scenario, String server) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return (scenario + server).compareTo(other.scenario + other.server);
    }
  }

  /** Compares throughput and CPU; a round of all takes some ten seconds. */
  void compare() throws IOException, InterruptedException {
    if (scenarios().isEmpty()) {
      return;
    }
    try (Workspace workspace = new Workspace();
        TusServer peer = TusServer.start(load, workspace.folder("peer"));
        Vitrine shipped = Vitrine.asShipped(workspace.folder("shipped"));
        Vitrine unflushed = Vitrine.withoutFlushing(workspace.folder("unflushed"));
        Vitrine bare = Vitrine.withoutHashingAndFlushing(workspace.folder("bare"))) {
      for (Vitrine server : List.of(shipped, unflushed, bare)) {
        warmUp(server, workspace);
      }
      Map<Key, List<Sample>> samples = new TreeMap<>();
      for (int round = 0; round <= ROUNDS; round++) {
        for (Scenario scenario : scenarios()) {
          Path file = file(workspace, scenario);
          UploadBench.renew(file, round);
          Sample ofPeer = measure(peer.usage(), file, scenario, peer::target);
          peer.clear();
          Sample ofShipped = measure(shipped.usage(), file, scenario, () -> target(shipped));
          Sample ofUnflushed = measure(unflushed.usage(), file, scenario, () -> target(unflushed));
          Sample ofBare = measure(bare.usage(), file, scenario, () -> target(bare));
          if (round > 0) { // the first warms everybody up
            keep(samples, scenario, PEER, ofPeer);
            keep(samples, scenario, "shipped", ofShipped);
            keep(samples, scenario, "unflushed", ofUnflushed);
            keep(samples, scenario, "bare", ofBare);
          }
        }
        report.say("tus: round %d of %d", round, ROUNDS);
      }
      tell(samples);
    }
  }

  private void warmUp(Vitrine server, Workspace workspace)
      throws IOException, InterruptedException {
    Scenario scenario = scenarios().getFirst();
    Path file = file(workspace, scenario);
    WarmUp.run(
        server.usage(),
        MOST_WARM_UPS,
        () -> load.upload(file, scenario.chunk(), List.of(target(server))));
  }

  /** Peak memory of fresh servers while they take one file of each size. */
  void compareMemory() throws IOException, InterruptedException {
    List<Double> ofVitrine = new ArrayList<>();
    for (long size : List.of(10_000_000L, SIZE, HUGE)) {
      try (Workspace workspace = new Workspace()) {
        if (!UploadBench.hasRoom(workspace, 2 * size)) {
          report.say("%,d bytes by tus: left out, because the disk has no room", size);
          return;
        }
        Path film = UploadBench.writeFilm(workspace.folder("source").resolve("film.mp4"), size);
        String what = "tus, 50 MB chunks, %,d bytes: peak memory".formatted(size);
        try (TusServer peer = TusServer.start(load, workspace.folder("peer"))) {
          List<TusLoad.Target> targets = List.of(peer.target());
          Sample sample = Sample.of(peer.usage(), () -> load.upload(film, 50_000_000, targets));
          report.figure(what + " of " + PEER, mebibytes(sample), "MiB", "");
          peer.clear();
        }
        try (Vitrine vitrine = Vitrine.asShipped(workspace.folder("data"), "-Xmx256m")) {
          List<TusLoad.Target> targets = List.of(vitrine.tusTarget("video/mp4", "film.mp4"));
          Sample sample = Sample.of(vitrine.usage(), () -> load.upload(film, 50_000_000, targets));
          report.figure(what + " at -Xmx256m", mebibytes(sample), "MiB", "flat");
          ofVitrine.add(mebibytes(sample));
        }
      }
    }
    report.figure(
        "tus: peak memory of all sizes, about their middle by",
        (Collections.max(ofVitrine) - Collections.min(ofVitrine)) / 2,
        "MiB",
        "<= " + FLAT_MIB);
  }

  private void tell(Map<Key, List<Sample>> samples) {
    Comparison comparison = new Comparison(PEER);
    List<Runnable> figures = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      Sample peer = Sample.median(samples.get(new Key(scenario.name(), PEER)));
      Sample shipped = Sample.median(samples.get(new Key(scenario.name(), "shipped")));
      Sample unflushed = Sample.median(samples.get(new Key(scenario.name(), "unflushed")));
      Sample bare = Sample.median(samples.get(new Key(scenario.name(), "bare")));
      comparison.add(new Row(scenario.name(), Unit.GIGABYTE, shipped, peer, TARGET));
      comparison.add(
          new Row(scenario.name() + ", no fsync", Unit.GIGABYTE, unflushed, peer, TARGET));
      comparison.add(
          new Row(scenario.name() + ", no hash, no fsync", Unit.GIGABYTE, bare, peer, TARGET));
      figures.add(
          () -> {
            report.figure(
                scenario.name() + ": throughput per CPU second",
                peer.cpuPerUnit() / shipped.cpuPerUnit(),
                "times",
                ">= 1.5");
            report.figure(
                scenario.name() + ": price of fsync, throughput",
                unflushed.rate() / shipped.rate(),
                "times",
                "");
            report.figure(
                scenario.name() + ": price of fsync, CPU",
                shipped.cpuPerUnit() - unflushed.cpuPerUnit(),
                "s/GB",
                "");
          });
    }
    comparison.tell(report);
    figures.forEach(Runnable::run);
  }

  private Sample measure(Usage server, Path file, Scenario scenario, Targets targets)
      throws IOException, InterruptedException {
    List<TusLoad.Target> all = new ArrayList<>();
    for (int upload = 0; upload < scenario.atOnce(); upload++) {
      all.add(targets.next());
    }
    Workspace.flushSystem();
    return Sample.of(server, () -> load.upload(file, scenario.chunk(), all));
  }

  @FunctionalInterface
  private interface Targets {
    TusLoad.Target next() throws IOException, InterruptedException;
  }

  private static TusLoad.Target target(Vitrine server) throws IOException, InterruptedException {
    return server.tusTarget("text/plain", "load.txt");
  }

  private static Path file(Workspace workspace, Scenario scenario) throws IOException {
    long size = SIZE / scenario.atOnce();
    Path file = workspace.folder("source").resolve(size + ".txt");
    return Files.exists(file) ? file : Workspace.writeText(file, size);
  }

  private static void keep(
      Map<Key, List<Sample>> samples, Scenario scenario, String server, Sample sample) {
    samples
        .computeIfAbsent(new Key(scenario.name(), server), ignored -> new ArrayList<>())
        .add(sample);
  }

  private static double mebibytes(Sample sample) {
    return sample.peakBytes() / 1048576.0;
  }

  private static int number(String variable, int otherwise) {
    String value = System.getenv(variable);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
