package io.vitrine.bench;

import io.vitrine.bench.Comparison.Row;
import io.vitrine.bench.Comparison.Unit;
import io.vitrine.bench.Sample.Done;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Downloads of public files from Vitrine and from nginx, the same bytes, the same load, in turns.
 * Each server runs alone while it is measured; both write an access log.
 */
final class DeliveryBench implements Benchmark {
  private static final int ROUNDS = 3;
  private static final int CONNECTIONS = 16;
  private static final int SECONDS = 6;
  private static final int MOST_WARM_UPS = 20;
  private static final int LARGE_DOWNLOADS = 16;

  private record Size(String name, long bytes, Unit unit, double target) {}

  private static final List<Size> SIZES =
      List.of(
          new Size("50 KB", 50_000, Unit.REQUEST, 2),
          new Size("10 MB", 10_000_000, Unit.GIGABYTE, 1.1),
          new Size("1 GB", 1_000_000_000, Unit.GIGABYTE, 1.1));

  @Override
  public String name() {
    return "delivery";
  }

  @Override
  public String description() {
    return "downloads of 50 KB, 10 MB and 1 GB, beside nginx";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    measure(Loads.find(), report).tell(report);
  }

  private static Comparison measure(Loads loads, Report report)
      throws IOException, InterruptedException {
    Comparison comparison = new Comparison("nginx");
    try (Workspace workspace = new Workspace();
        Nginx nginx = Nginx.start(workspace.folder("nginx"));
        Vitrine vitrine = Vitrine.asShipped(workspace.folder("data"))) {
      for (Size size : Chosen.of(SIZES, Size::name)) {
        Path file =
            Workspace.writeText(
                nginx.files().resolve(size.name().replace(" ", "") + ".txt"), size.bytes());
        String vitrineUrl = vitrine.upload(file);
        String nginxUrl = nginx.url(file.getFileName().toString());
        Workspace.flushSystem();
        WarmUp.run(vitrine.usage(), MOST_WARM_UPS, () -> load(loads, size, vitrineUrl));
        load(loads, size, nginxUrl);
        List<Sample> ofVitrine = new ArrayList<>();
        List<Sample> ofNginx = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
          ofVitrine.add(Sample.of(vitrine.usage(), () -> load(loads, size, vitrineUrl)));
          ofNginx.add(Sample.of(nginx.usage(), () -> load(loads, size, nginxUrl)));
          report.say("%s: round %d of %d", size.name(), round, ROUNDS);
        }
        comparison.add(
            new Row(
                "GET " + size.name(),
                size.unit(),
                Sample.median(ofVitrine),
                Sample.median(ofNginx),
                size.target()));
      }
    }
    return comparison;
  }

  private static Done load(Loads loads, Size size, String url)
      throws IOException, InterruptedException {
    if (size.bytes() >= 1_000_000_000) {
      return loads.downloads(url, LARGE_DOWNLOADS);
    }
    Done requests = loads.requests(url, CONNECTIONS, SECONDS, Optional.empty());
    return size.unit() == Unit.REQUEST
        ? requests
        : new Done(requests.units() * size.bytes() / 1e9, requests.seconds());
  }
}
