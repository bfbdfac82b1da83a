package io.vitrine.bench;

import io.vitrine.bench.Comparison.Row;
import io.vitrine.bench.Comparison.Unit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Uploads of 1 GB by PUT to Vitrine as shipped, to Vitrine without hashing and flushing, and to
 * nginx's WebDAV module, in turns; then one of 10 MB and one of 10 GB to see that memory is flat.
 * The same by tus, beside {@code @tus/server}: {@link TusUploads}.
 */
final class UploadBench implements Benchmark {
  private static final int ROUNDS = 3;
  private static final int MOST_WARM_UPS = 8;
  private static final long SIZE = 1_000_000_000;
  private static final long HUGE = 10_000_000_000L;
  private static final long FREE_FOR_HUGE = 25_000_000_000L;
  private static final double TARGET_AS_SHIPPED = 2;
  private static final double TARGET_BARE = 1.2;

  @Override
  public String name() {
    return "upload";
  }

  @Override
  public String description() {
    return "1 GB by PUT beside nginx, by tus beside @tus/server; peak memory up to 10 GB";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    Loads loads = Loads.find();
    TusUploads tus = new TusUploads(TusLoad.find(), report);
    if (Chosen.includes("PUT 1 GB")) {
      measure(loads, report).tell(report);
    }
    tus.compare();
    if (Chosen.includes("memory of PUT")) {
      measureMemory(loads, report);
    }
    if (Chosen.includes("memory of tus")) {
      tus.compareMemory();
    }
  }

  private static Comparison measure(Loads loads, Report report)
      throws IOException, InterruptedException {
    Comparison comparison = new Comparison("nginx");
    try (Workspace workspace = new Workspace()) {
      Path file = Workspace.writeText(workspace.folder("source").resolve("1GB.txt"), SIZE);
      try (Nginx nginx = Nginx.start(workspace.folder("nginx"));
          Vitrine shipped = Vitrine.asShipped(workspace.folder("shipped"));
          Vitrine bare = Vitrine.withoutHashingAndFlushing(workspace.folder("bare"))) {
        for (Vitrine server : List.of(shipped, bare)) {
          WarmUp.run(
              server.usage(),
              MOST_WARM_UPS,
              () -> loads.upload(file, "text/plain", server.uploadUrl("text/plain", "1GB.txt")));
        }
        List<Sample> ofNginx = new ArrayList<>();
        List<Sample> ofShipped = new ArrayList<>();
        List<Sample> ofBare = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
          renew(file, round);
          Sample nginxSample = put(loads, nginx.usage(), file, nginx.url("put/" + round + ".txt"));
          Sample shippedSample =
              put(loads, shipped.usage(), file, shipped.uploadUrl("text/plain", "1GB.txt"));
          Sample bareSample =
              put(loads, bare.usage(), file, bare.uploadUrl("text/plain", "1GB.txt"));
          if (round > 0) { // the first warms everybody up
            ofNginx.add(nginxSample);
            ofShipped.add(shippedSample);
            ofBare.add(bareSample);
          }
          report.say("1 GB: round %d of %d", round, ROUNDS);
        }
        Sample peer = Sample.median(ofNginx);
        comparison.add(
            new Row(
                "PUT 1 GB as shipped",
                Unit.GIGABYTE,
                Sample.median(ofShipped),
                peer,
                TARGET_AS_SHIPPED));
        comparison.add(
            new Row(
                "PUT 1 GB without hash and fsync",
                Unit.GIGABYTE,
                Sample.median(ofBare),
                peer,
                TARGET_BARE));
      }
    }
    return comparison;
  }

  /** Peak memory of a fresh server while it takes one file of each size. */
  private static void measureMemory(Loads loads, Report report)
      throws IOException, InterruptedException {
    for (long size : List.of(10_000_000L, SIZE, HUGE)) {
      try (Workspace workspace = new Workspace()) {
        Path folder = workspace.folder("source");
        if (size == HUGE && !hasRoom(workspace, FREE_FOR_HUGE)) {
          report.say("10 GB: left out, because less than 25 GB of the disk are free");
          return;
        }
        Path file = writeFilm(folder.resolve("film.mp4"), size);
        try (Vitrine vitrine = Vitrine.asShipped(workspace.folder("data"), "-Xmx256m")) {
          String url = vitrine.uploadUrl("video/mp4", "film.mp4");
          Sample sample = Sample.of(vitrine.usage(), () -> loads.upload(file, "video/mp4", url));
          report.figure(
              "PUT of %,d bytes at -Xmx256m: peak memory".formatted(size),
              sample.peakBytes() / 1048576.0,
              "MiB",
              "flat");
        }
      }
    }
  }

  /** Whether this many bytes are free where benchmarks work. */
  static boolean hasRoom(Workspace workspace, long bytes) throws IOException {
    return Files.getFileStore(workspace.folder("source")).getUsableSpace() > bytes;
  }

  private static Sample put(Loads loads, Usage server, Path file, String url)
      throws IOException, InterruptedException {
    Workspace.flushSystem();
    return Sample.of(server, () -> loads.upload(file, "text/plain", url));
  }

  /** Changes the first bytes: equal files of a site would share one blob. */
  static void renew(Path text, int round) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(text.toFile(), "rw")) {
      file.write("round %08d".formatted(round).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * A file that begins as a film does (ISO/IEC 14496-12: {@code ftyp}, then {@code mdat} with a
   * 64-bit size) and is a hole otherwise, so that it takes no room itself.
   */
  static Path writeFilm(Path path, long size) throws IOException {
    ByteBuffer head =
        ByteBuffer.allocate(48)
            .putInt(32)
            .put("ftypisom".getBytes(StandardCharsets.US_ASCII))
            .putInt(512)
            .put("isomiso2avc1mp41".getBytes(StandardCharsets.US_ASCII))
            .putInt(1)
            .put("mdat".getBytes(StandardCharsets.US_ASCII))
            .putLong(size - 32);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
      file.write(head.array());
    }
    return path;
  }
}
