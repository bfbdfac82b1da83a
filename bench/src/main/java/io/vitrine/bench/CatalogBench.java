package io.vitrine.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileListing;
import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.Position;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.Sort;
import io.vitrine.catalog.SortField;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The catalog by itself with a million files: pages at any depth, searches, gets, durable inserts,
 * and how pages and gets grow from a tenth of that.
 */
final class CatalogBench implements Benchmark {
  private static final int FILES =
      Integer.parseInt(System.getenv().getOrDefault("VITRINE_BENCH_FILES", "1000000"));
  private static final int PAGE = 50;
  private static final int DEEP_PAGE = 1_000;
  private static final int ROUNDS = 101;
  private static final int INSERTS_ALONE = 500;
  private static final int INSERTS_TOGETHER = 6_000;
  private static final int WRITERS = 16;
  private static final String UNDER_2_MS = "< 2 ms";
  private static final String UNDER_20_MS = "< 20 ms";

  @Override
  public String name() {
    return "catalog";
  }

  @Override
  public String description() {
    return String.format(Locale.ROOT, "pages, searches, gets and inserts with %,d files", FILES);
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    try (Workspace workspace = new Workspace();
        Catalog catalog =
            SqliteCatalog.open(
                workspace.folder("data").resolve("vitrine.db"), new SimpleMeterRegistry())) {
      GeneratedCatalog generated = new GeneratedCatalog(catalog);
      generated.growTo(FILES / 10, report);
      double getBefore = get(catalog, generated);
      double pageBefore = firstPage(catalog, GeneratedCatalog.LARGE_FOLDER, Sort.NEWEST_FIRST);
      generated.growTo(FILES, report);
      double getAfter = get(catalog, generated);
      double pageAfter = firstPage(catalog, GeneratedCatalog.LARGE_FOLDER, Sort.NEWEST_FIRST);
      report.figure("get by ID", getAfter, "ms", UNDER_2_MS);
      report.figure("get: growth from a tenth", getAfter / getBefore, "times", "< 1.5");
      report.figure("page: growth from a tenth", pageAfter / pageBefore, "times", "< 1.5");
      pages(catalog, report);
      searches(catalog, report);
      inserts(catalog, generated, report);
    }
  }

  private static double get(Catalog catalog, GeneratedCatalog generated) {
    return median(
        () -> catalog.files().find(GeneratedCatalog.SITE, generated.anyId()).orElseThrow());
  }

  private static void pages(Catalog catalog, Report report) {
    for (String folder :
        new String[] {GeneratedCatalog.SMALL_FOLDER, GeneratedCatalog.LARGE_FOLDER}) {
      boolean large = folder.equals(GeneratedCatalog.LARGE_FOLDER);
      String size = large ? "half of all files" : "1,000 files";
      for (SortField field : SortField.values()) {
        for (boolean ascending : new boolean[] {true, false}) {
          Sort sort = new Sort(field, ascending);
          String what =
              "page of 50, %s, %s %s"
                  .formatted(
                      size, field.name().toLowerCase(Locale.ROOT), ascending ? "up" : "down");
          report.figure(what + ", first", firstPage(catalog, folder, sort), "ms", UNDER_2_MS);
          int depth = Math.min(DEEP_PAGE, (large ? FILES / 2 : 1_000) / PAGE) - 1;
          Position deep = walk(catalog, folder, sort, depth);
          double middle = median(() -> list(catalog, folder, sort, Optional.of(deep)));
          report.figure(what + ", page " + (depth + 1), middle, "ms", UNDER_2_MS);
        }
      }
    }
  }

  private static double firstPage(Catalog catalog, String folder, Sort sort) {
    return median(() -> list(catalog, folder, sort, Optional.empty()));
  }

  private static Position walk(Catalog catalog, String folder, Sort sort, int pages) {
    Optional<Position> position = Optional.empty();
    for (int page = 0; page < pages; page++) {
      position = list(catalog, folder, sort, position).next();
    }
    return position.orElseThrow();
  }

  private static Page<FileDescriptor> list(
      Catalog catalog, String folder, Sort sort, Optional<Position> position) {
    return ask(catalog, new FileScope.Children(folder), "", sort, position);
  }

  private static Page<FileDescriptor> ask(
      Catalog catalog, FileScope scope, String search, Sort sort, Optional<Position> position) {
    return catalog
        .files()
        .list(
            GeneratedCatalog.SITE,
            new FileListing(scope, Set.of(), Optional.empty(), search, sort, position, PAGE));
  }

  private static void searches(Catalog catalog, Report report) {
    search(catalog, report, "search, rare word", GeneratedCatalog.RARE);
    search(catalog, report, "search, word in a tenth of the names", GeneratedCatalog.COMMON);
    search(catalog, report, "search, part of that word", GeneratedCatalog.PART);
    search(catalog, report, "search, three letters", GeneratedCatalog.PART.substring(0, 3));
    search(catalog, report, "search, three rare letters", GeneratedCatalog.RARE.substring(0, 3));
    search(catalog, report, "search, one letter", "q");
    search(catalog, report, "search, two words", GeneratedCatalog.COMMON + " jpg");
    search(catalog, report, "search, nothing there", "qqqqqqqq");
  }

  private static void search(Catalog catalog, Report report, String what, String text) {
    FileScope everywhere = new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT));
    for (Sort sort : new Sort[] {Sort.NEWEST_FIRST, new Sort(SortField.DISPLAY_NAME, true)}) {
      String by = sort.field().name().toLowerCase(Locale.ROOT);
      double middle = median(() -> ask(catalog, everywhere, text, sort, Optional.empty()));
      report.figure(what + ", by " + by, middle, "ms", UNDER_20_MS);
    }
  }

  private static void inserts(Catalog catalog, GeneratedCatalog generated, Report report)
      throws InterruptedException {
    AtomicInteger number = new AtomicInteger(FILES);
    long start = System.nanoTime();
    for (int i = 0; i < INSERTS_ALONE; i++) {
      insert(catalog, generated, number);
    }
    report.figure("durable inserts, 1 writer", INSERTS_ALONE / seconds(start), "per second", "");
    CountDownLatch done = new CountDownLatch(WRITERS);
    start = System.nanoTime();
    for (int writer = 0; writer < WRITERS; writer++) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (number.get() < FILES + INSERTS_ALONE + INSERTS_TOGETHER) {
                  insert(catalog, generated, number);
                }
                done.countDown();
              });
    }
    done.await();
    report.figure(
        "durable inserts, 16 writers",
        (number.get() - FILES - INSERTS_ALONE) / seconds(start),
        "per second",
        ">= 1500");
  }

  private static void insert(Catalog catalog, GeneratedCatalog generated, AtomicInteger number) {
    int own = number.getAndIncrement();
    catalog.write(
        transaction -> {
          FileDescriptor file = generated.next(own, transaction);
          transaction.files().insert(file);
          return file.id();
        });
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** The median in milliseconds, after a warm-up. */
  private static double median(Supplier<?> work) {
    double[] times = new double[ROUNDS];
    for (int round = -ROUNDS / 4; round < ROUNDS; round++) {
      long start = System.nanoTime();
      Object kept = work.get();
      double milliseconds = (System.nanoTime() - start) / 1e6;
      if (round >= 0 && kept != null) {
        times[round] = milliseconds;
      }
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }
}
