package io.vitrine.bench;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileMedia;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.State;
import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Fills a catalog through its own interface: folders of 1,000 files each, whose names are three
 * words and a number. The bytes that the files name are not there; nobody asks for them.
 */
final class CatalogFill {
  static final String SITE = "5b0e2c4d-0000-4000-8000-00000000beac";
  static final int FILES_IN_A_FOLDER = 1_000;

  private static final List<String> ADJECTIVES =
      List.of(
          "amber", "bright", "calm", "dusty", "early", "frozen", "gentle", "hidden", "idle",
          "jolly");
  private static final List<String> NOUNS =
      List.of(
          "harbour", "forest", "bridge", "market", "garden", "island", "tower", "valley", "river",
          "station", "meadow", "castle", "window", "orchard", "lantern", "museum", "chapel",
          "square", "tunnel", "cliff");
  private static final List<String> TIMES = List.of("morning", "noon", "evening", "night");

  private final Catalog catalog;

  CatalogFill(Catalog catalog) {
    this.catalog = catalog;
  }

  /** What was made. */
  record Filled(List<String> fileIds, List<String> folderIds, List<String> words) {}

  /** Adds a site with this many thousand files. */
  Filled fill(int thousands) {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z").truncatedTo(ChronoUnit.MILLIS);
    catalog.write(
        transaction -> {
          transaction.sites().create(SITE, begin);
          return SITE;
        });
    List<String> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (int number = 0; number < thousands; number++) {
      String folderId = String.format(Locale.ROOT, "%032x", number + 1L);
      folders.add(folderId);
      int first = number * FILES_IN_A_FOLDER;
      catalog.write(
          transaction -> {
            transaction
                .folders()
                .insert(
                    new Folder(
                        SITE,
                        folderId,
                        RootFolder.MEDIA_ROOT.folderId(),
                        RootFolder.MEDIA_ROOT,
                        "folder " + folderId,
                        begin,
                        begin));
            for (int file = first; file < first + FILES_IN_A_FOLDER; file++) {
              transaction.files().insert(file(file, folderId, begin, transaction));
            }
            return folderId;
          });
      for (int file = first; file < first + FILES_IN_A_FOLDER; file++) {
        files.add(fileId(file));
      }
    }
    return new Filled(files, folders, NOUNS);
  }

  private static FileDescriptor file(
      int number, String folderId, Instant begin, Catalog.Transaction transaction) {
    BlobReference blob =
        new BlobReference(
            String.format(Locale.ROOT, "%032x", number + 1L),
            1_000L + number,
            String.format(Locale.ROOT, "%064x", number + 1L),
            number);
    Instant time = begin.plusSeconds(number);
    return new FileDescriptor(
        SITE,
        fileId(number),
        folderId,
        name(number),
        MediaType.IMAGE,
        "image/jpeg",
        false,
        OperationStatus.READY,
        State.OK,
        Optional.of(transaction.blobs().share(SITE, blob)),
        Optional.of(new PixelSize(4_000, 3_000)),
        FileMedia.NONE,
        List.of(ADJECTIVES.get(number % ADJECTIVES.size())),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        time,
        time);
  }

  private static String name(int number) {
    // Strides without common divisors, so that the words do not go together.
    return String.join(
            " ",
            ADJECTIVES.get(number / 7 % ADJECTIVES.size()),
            NOUNS.get(number / 3 % NOUNS.size()),
            TIMES.get(number / 11 % TIMES.size()))
        + String.format(Locale.ROOT, " %06d.jpg", number);
  }

  private static String fileId(int number) {
    return String.format(Locale.ROOT, "a1b2c3_%032x~mv2.jpg", number + 1L);
  }
}
