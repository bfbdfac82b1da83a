package io.vitrine.bench;

import io.vitrine.bench.Sample.Done;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Many small photos through everything that happens to them, from the request for an upload URL to
 * READY; beside libvips that decodes the same files and does nothing else, in as many processes as
 * there are cores.
 */
final class JobsBench implements Benchmark {
  private static final int IMAGES =
      Integer.parseInt(
          Optional.ofNullable(System.getenv("VITRINE_BENCH_JOBS_IMAGES")).orElse("10000"));
  private static final int WIDTH = 1_280;
  private static final int HEIGHT = 960;
  private static final int WARM_UP = 500;
  private static final int MOST_WARM_UPS = 12;
  private static final int CLIENTS = 16;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public String description() {
    return "small photos from upload to READY, beside libvips decoding the same files";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    try (Workspace workspace = new Workspace()) {
      List<Path> photos =
          PhotoAlbum.write(
              workspace.folder("photos"), IMAGES + WARM_UP * MOST_WARM_UPS, WIDTH, HEIGHT);
      List<Path> measured = photos.subList(0, IMAGES);
      Queue<Path> others = new ArrayDeque<>(photos.subList(IMAGES, photos.size()));
      double alone = alone(workspace.folder("lists"), measured);
      double ours;
      double cpu;
      try (Vitrine vitrine = Vitrine.asShipped(workspace.folder("data"))) {
        WarmUp.run(
            vitrine.usage(),
            MOST_WARM_UPS,
            () -> upload(vitrine, Stream.generate(others::remove).limit(WARM_UP).toList()));
        Sample sample = Sample.of(vitrine.usage(), () -> upload(vitrine, measured));
        ours = sample.rate();
        cpu = sample.cpuPerUnit();
      }
      String what = "%d photos of %dx%d".formatted(IMAGES, WIDTH, HEIGHT);
      report.figure(what + ": libvips alone", alone, "/s", "");
      report.figure(what + ": upload to READY", ours, "/s", "");
      report.figure(what + ": CPU, Vitrine", cpu * 1e3, "ms", "");
      report.figure(what + ": ratio", ours / alone, "ratio", ">= 0.70");
    }
  }

  /** Photos a second. */
  private static double alone(Path folder, List<Path> photos)
      throws IOException, InterruptedException {
    int processes = Runtime.getRuntime().availableProcessors();
    List<List<String>> shares = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      shares.add(new ArrayList<>());
    }
    for (int i = 0; i < photos.size(); i++) {
      shares.get(i % processes).add(photos.get(i).toString());
    }
    double slowest = 0;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Double>> all = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        Path list = Files.write(folder.resolve(Integer.toString(i)), shares.get(i));
        all.add(executor.submit(() -> decode(list)));
      }
      for (Future<Double> one : all) {
        slowest = Math.max(slowest, one.get());
      }
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    }
    return photos.size() / slowest;
  }

  private static double decode(Path list) throws IOException, InterruptedException {
    return Double.parseDouble(
        Programs.run(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    DecodingLoop.class.getName(),
                    list.toString()))
            .strip());
  }

  /** Returns when the last one is ready. */
  private static Done upload(Vitrine vitrine, List<Path> photos)
      throws IOException, InterruptedException {
    Queue<Path> left = new ConcurrentLinkedQueue<>(photos);
    BlockingClient client = new BlockingClient(vitrine.address());
    long begin = System.nanoTime();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> all =
          IntStream.range(0, CLIENTS)
              .mapToObj(_ -> executor.<Void>submit(() -> drain(vitrine, client, left)))
              .toList();
      for (Future<Void> one : all) {
        one.get();
      }
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    }
    return new Done(photos.size(), (System.nanoTime() - begin) / 1e9);
  }

  private static Void drain(Vitrine vitrine, BlockingClient client, Queue<Path> left)
      throws IOException, InterruptedException {
    for (Path photo = left.poll(); photo != null; photo = left.poll()) {
      awaitReady(vitrine, client.upload(photo, "image/jpeg"));
    }
    return null;
  }

  private static void awaitReady(Vitrine vitrine, JsonNode uploaded)
      throws IOException, InterruptedException {
    String path =
        "/files/" + URLEncoder.encode(uploaded.path("id").stringValue(), StandardCharsets.UTF_8);
    long end = System.nanoTime() + LIMIT.toNanos();
    JsonNode file = uploaded;
    while (!file.path("operationStatus").stringValue().equals("READY")) {
      if (!file.path("operationStatus").stringValue().equals("PENDING")
          || System.nanoTime() > end) {
        throw new IOException("not ready: " + file);
      }
      Thread.sleep(LOOK_AGAIN);
      file = vitrine.get(path).path("file");
    }
  }
}
