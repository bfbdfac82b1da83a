package io.vitrine.bench;

import io.vitrine.bench.Sample.Done;
import io.vitrine.bench.Sample.Load;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Pictures of a JPEG of 12 megapixels from Vitrine and from ipx, the same sizes and qualities, in
 * turns: made anew, from the cache (which ipx does not have), and by a crowd.
 */
final class TransformBench implements Benchmark {
  private static final int ROUNDS = 3;
  private static final int MOST_WARM_UPS = 6;
  private static final int COLD_CLIENTS = 4;
  private static final int WARM_CONNECTIONS = 16;
  private static final int WARM_SECONDS = 5;
  private static final int CROWD = 64;
  private static final int CROWD_SIZES =
      Integer.parseInt(
          Optional.ofNullable(System.getenv("VITRINE_BENCH_TRANSFORM_SIZES")).orElse("1000"));
  private static final int CALLS_PER_SECOND = 50;
  private static final Duration CALLS_FOR = Duration.ofSeconds(10);

  /**
   * One format.
   *
   * @param options of Vitrine that the peer has by default
   * @param pictures in a round
   */
  private record Format(
      String name, String extension, String options, int pictures, String target) {}

  private static final List<Format> FORMATS =
      List.of(
          new Format("JPEG", "jpg", ",bl", 96, ">= 1.00"),
          new Format("JPEG, ours progressive", "jpg", "", 96, ""),
          new Format("WebP", "webp", "", 64, ">= 1.00"),
          new Format("AVIF", "avif", "", 4, ">= 1.00"));

  @Override
  public String name() {
    return "transform";
  }

  @Override
  public String description() {
    return "pictures of a 12-megapixel JPEG: made anew, cached, for a crowd; beside ipx";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    NodeFolder scripts = NodeFolder.install("ipx");
    try (Workspace workspace = new Workspace();
        PictureLoad load = new PictureLoad()) {
      Path pictures = workspace.folder("ipx");
      Path photo = pictures.resolve("photo.jpg");
      Programs.run(scripts.command("photo.js", photo.toString()));
      Path output = Files.createFile(workspace.folder("logs").resolve("ipx.log"));
      try (IpxServer ipx = IpxServer.start(scripts, pictures, output);
          Vitrine vitrine = Vitrine.asShipped(workspace.folder("data"))) {
        String source = vitrine.fileUrl(vitrine.upload(photo, "image/jpeg"));
        Servers servers = new Servers(source, ipx.address(), vitrine.usage(), ipx.usage());
        for (Format format : FORMATS) {
          cold(report, servers, load, format);
        }
        warm(report, servers);
        crowd(report, servers, load, vitrine.address());
      }
      report.figure(
          "refusals for now (503), obeyed by the clients", load.refusals(), "answers", "");
    }
  }

  /** Where the same picture is asked for. */
  private record Servers(String source, String ipx, Usage ofVitrine, Usage ofPeer) {

    String vitrine(int width, int height, String options, String extension) {
      return "%s/v1/fill/w_%d,h_%d,q_80%s/p.%s"
          .formatted(source, width, height, options, extension);
    }

    String peer(int width, int height, String extension) {
      String format = extension.equals("jpg") ? "jpeg" : extension;
      return "%s/s_%dx%d,f_%s,q_80/photo.jpg".formatted(ipx, width, height, format);
    }
  }

  private static void cold(Report report, Servers servers, PictureLoad load, Format format)
      throws IOException, InterruptedException {
    List<Sample> ours = new ArrayList<>();
    List<Sample> theirs = new ArrayList<>();
    List<String> ofPeer = urls(format.pictures(), i -> servers.peer(800, 600, format.extension()));
    AtomicInteger made = new AtomicInteger();
    Load cold = () -> load.run(fresh(servers, format, made), COLD_CLIENTS);
    WarmUp.run(servers.ofVitrine(), MOST_WARM_UPS, cold);
    load.run(ofPeer.subList(0, Math.min(ofPeer.size(), COLD_CLIENTS)), COLD_CLIENTS);
    for (int round = 0; round < ROUNDS; round++) {
      ours.add(Sample.of(servers.ofVitrine(), cold));
      theirs.add(Sample.of(servers.ofPeer(), () -> load.run(ofPeer, COLD_CLIENTS)));
    }
    Sample mine = Sample.median(ours);
    Sample others = Sample.median(theirs);
    String what = "cold 800x600 " + format.name();
    tell(report, what, mine.rate(), others.rate(), format.target());
    report.figure(what + ": CPU, Vitrine", mine.cpuPerUnit() * 1e3, "ms", "");
    report.figure(what + ": CPU, ipx", others.cpuPerUnit() * 1e3, "ms", "");
  }

  /**
   * URLs of pictures that are not in the cache, and cost the same: the source has the ratio of the
   * picture, so that nothing is cut and the focal point is of no effect.
   */
  private static List<String> fresh(Servers servers, Format format, AtomicInteger made) {
    return urls(
        format.pictures(),
        i ->
            servers.vitrine(
                800,
                600,
                ",fp_0.5_0.%04d".formatted(made.getAndIncrement()) + format.options(),
                format.extension()));
  }

  private static void warm(Report report, Servers servers)
      throws IOException, InterruptedException {
    Loads loads = Loads.find();
    String ofVitrine = servers.vitrine(800, 600, "", "jpg");
    String ofPeer = servers.peer(800, 600, "jpg");
    loads.requests(ofVitrine, WARM_CONNECTIONS, WARM_SECONDS, Optional.empty());
    double ours = rate(loads.requests(ofVitrine, WARM_CONNECTIONS, WARM_SECONDS, Optional.empty()));
    double theirs = rate(loads.requests(ofPeer, WARM_CONNECTIONS, WARM_SECONDS, Optional.empty()));
    tell(report, "warm 800x600 JPEG", ours, theirs, ">= 5.00");
  }

  private static void crowd(Report report, Servers servers, PictureLoad load, String api)
      throws IOException, InterruptedException {
    String id = servers.source().substring(servers.source().lastIndexOf('/') + 1);
    List<Latencies.Call> calls =
        List.of(
            new Latencies.Call(
                "GET", api + "/site-media/v1/files/" + id.replace("~", "%7E"), Vitrine.KEY, ""));
    try (HttpClient http = HttpClient.newHttpClient()) {
      Latencies.measure(http, calls, CALLS_PER_SECOND, CALLS_FOR);
      Latencies idle = Latencies.measure(http, calls, CALLS_PER_SECOND, CALLS_FOR);
      FutureTask<Latencies> during =
          new FutureTask<>(() -> Latencies.measure(http, calls, CALLS_PER_SECOND, CALLS_FOR));
      Thread thread = Thread.startVirtualThread(during);
      Done ours =
          load.run(
              urls(CROWD_SIZES, i -> size((w, h, type) -> servers.vitrine(w, h, "", type), i)),
              CROWD);
      thread.join();
      Done theirs = load.run(urls(CROWD_SIZES, i -> size(servers::peer, i)), CROWD);
      tell(
          report,
          "%d clients, %d sizes".formatted(CROWD, CROWD_SIZES),
          rate(ours),
          rate(theirs),
          "");
      report.figure("API p99, idle", idle.percentile(0.99), "ms", "");
      report.figure("API p99 under the crowd", during.get().percentile(0.99), "ms", "");
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    }
  }

  private interface Url {
    String of(int width, int height, String extension);
  }

  /** The number gives the size, each one another. */
  private static String size(Url url, int number) {
    return url.of(40 + number % 40 * 18, 40 + number / 40 * 20, "jpg");
  }

  private static List<String> urls(int count, IntFunction<String> url) {
    return IntStream.range(0, count).mapToObj(url).toList();
  }

  private static void tell(Report report, String what, double ours, double theirs, String target) {
    report.figure(what + ": Vitrine", ours, "/s", "");
    report.figure(what + ": ipx", theirs, "/s", "");
    report.figure(what + ": ratio", ours / theirs, "ratio", target);
  }

  private static double rate(Done done) {
    return done.units() / done.seconds();
  }
}
