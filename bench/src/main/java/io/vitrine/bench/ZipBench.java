package io.vitrine.bench;

import io.vitrine.bench.Comparison.Row;
import io.vitrine.bench.Comparison.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Downloads of zips of many files, beside the very same bytes as one file of the same server, in
 * turns. What differs is what laying out a zip and opening its files costs.
 */
final class ZipBench implements Benchmark {
  private static final int ROUNDS = 5;
  private static final int MOST_WARM_UPS = 12;
  private static final double LEAST_THROUGHPUT = 0.8;

  /**
   * @param downloads in a round
   * @param cpuTarget the largest ratio of CPU that is wanted
   */
  private record Shape(String name, int files, int bytes, int downloads, double cpuTarget) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("100 files of 10 MB", 100, 10_000_000, 2, 1.25),
          new Shape("1,000 files of 1 MB", 1_000, 1_000_000, 2, 1.5),
          new Shape("1,000 files of 50 KB", 1_000, 50_000, 10, 4));

  @Override
  public String name() {
    return "zip";
  }

  @Override
  public String description() {
    return "zips of 100 to 1,000 files, beside the same bytes as one file";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    Loads loads = Loads.find();
    Comparison comparison = new Comparison("one file");
    List<Row> rows = new ArrayList<>();
    for (Shape shape : Chosen.of(SHAPES, Shape::name)) {
      Row row = measure(loads, shape, report);
      rows.add(row);
      comparison.add(row);
    }
    comparison.tell(report);
    for (Row row : rows) {
      report.say(
          "%s: %.2f of the throughput of one file, wanted >= %.2f",
          row.what(), row.rateRatio(), LEAST_THROUGHPUT);
    }
  }

  private static Row measure(Loads loads, Shape shape, Report report)
      throws IOException, InterruptedException {
    try (Workspace workspace = new Workspace();
        Vitrine vitrine = Vitrine.asShipped(workspace.folder("data"))) {
      String zip = zipOf(vitrine, workspace.folder("files"), shape);
      Path whole = workspace.folder("files").resolve("whole.zip");
      loads.keep(zip, whole);
      String file = vitrine.fileUrl(vitrine.upload(whole, "application/zip"));
      Files.delete(whole);
      Workspace.flushSystem();
      WarmUp.run(vitrine.usage(), MOST_WARM_UPS, () -> loads.downloads(zip, shape.downloads()));
      WarmUp.run(vitrine.usage(), MOST_WARM_UPS, () -> loads.downloads(file, shape.downloads()));
      List<Sample> ofZip = new ArrayList<>();
      List<Sample> ofFile = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        ofZip.add(Sample.of(vitrine.usage(), () -> loads.downloads(zip, shape.downloads())));
        ofFile.add(Sample.of(vitrine.usage(), () -> loads.downloads(file, shape.downloads())));
        report.say("%s: round %d of %d", shape.name(), round, ROUNDS);
      }
      return new Row(
          shape.name(),
          Unit.GIGABYTE,
          Sample.median(ofZip),
          Sample.median(ofFile),
          shape.cpuTarget());
    }
  }

  /** Uploads the files, each of another size, since equal ones would be kept once. */
  private static String zipOf(Vitrine vitrine, Path folder, Shape shape)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < shape.files(); number++) {
      Path file = Workspace.writeText(folder.resolve("file.txt"), shape.bytes() + number);
      ids.add(vitrine.upload(file, "text/plain").path("id").stringValue());
    }
    return vitrine
        .call("/files/generate-download-url", Map.of("fileIds", ids))
        .path("downloadUrl")
        .stringValue();
  }
}
