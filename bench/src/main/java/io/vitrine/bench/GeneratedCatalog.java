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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * A catalog of a million files as a large site might have it, made through the catalog's own
 * interface: names of two to five words of which few are frequent and most are rare (Zipf), one
 * folder with half of all files, one with 1,000, the rest in folders of 1,000. Every tenth name has
 * the word {@link #COMMON}, 30 have {@link #RARE}.
 */
final class GeneratedCatalog {
  static final String SITE = "5b0e2c4d-0000-4000-8000-00000000ca7a";
  static final String COMMON = "holiday";
  static final String RARE = "xylograph";
  static final String PART = "olida";
  static final String SMALL_FOLDER = String.format(Locale.ROOT, "%032x", 1);
  static final String LARGE_FOLDER = String.format(Locale.ROOT, "%032x", 2);

  private static final int WORDS = 20_000;
  private static final int BATCH = 1_000;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Catalog catalog;
  private final Random random = new Random(1);
  private final List<String> words = new ArrayList<>();
  private int made;

  GeneratedCatalog(Catalog catalog) {
    this.catalog = catalog;
    String letters = "abcdefghijklmnopqrstuvwxyz";
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      for (int length = 4 + random.nextInt(6); length > 0; length--) {
        word.append(letters.charAt(random.nextInt(letters.length())));
      }
      words.add(word.toString());
    }
    catalog.write(
        transaction -> {
          transaction.sites().create(SITE, BEGIN);
          return SITE;
        });
  }

  /** Adds files until there are so many. */
  void growTo(int total, Report report) {
    long start = System.nanoTime();
    int before = made;
    while (made < total) {
      int first = made;
      int last = Math.min(total, first + BATCH);
      catalog.write(
          transaction -> {
            for (int number = first; number < last; number++) {
              String folderId = folder(number, transaction);
              transaction.files().insert(file(number, folderId, transaction));
            }
            return last;
          });
      made = last;
      if (made % 100_000 == 0) {
        double seconds = (System.nanoTime() - start) / 1e9;
        report.say("  %,d files (%.0f/s)", made, (made - before) / seconds);
      }
    }
  }

  /** A random ID of those made. */
  String anyId() {
    return fileId(random.nextInt(made));
  }

  /** A further file, not yet added. */
  FileDescriptor next(int number, Catalog.Transaction transaction) {
    return file(number, SMALL_FOLDER, transaction);
  }

  private static String folder(int number, Catalog.Transaction transaction) {
    // Every second file goes to the large folder, so that it is spread over the whole time.
    String id =
        number < BATCH
            ? SMALL_FOLDER
            : number % 2 == 0
                ? LARGE_FOLDER
                : String.format(Locale.ROOT, "%032x", 3 + number / (2 * BATCH));
    if (transaction.folders().find(SITE, id).isEmpty()) {
      transaction
          .folders()
          .insert(
              new Folder(
                  SITE,
                  id,
                  RootFolder.MEDIA_ROOT.folderId(),
                  RootFolder.MEDIA_ROOT,
                  "folder " + id,
                  BEGIN,
                  BEGIN));
    }
    return id;
  }

  private FileDescriptor file(int number, String folderId, Catalog.Transaction transaction) {
    BlobReference blob =
        new BlobReference(
            String.format(Locale.ROOT, "%032x", number + 1L),
            1_000L + random.nextInt(10_000_000),
            String.format(Locale.ROOT, "%064x", number + 1L),
            number);
    Instant time = BEGIN.plusSeconds(random.nextInt(300 * 86_400));
    return new FileDescriptor(
        SITE,
        fileId(number),
        folderId,
        name(number),
        MediaType.IMAGE,
        "image/jpeg",
        number % 20 == 0,
        OperationStatus.READY,
        State.OK,
        Optional.of(transaction.blobs().share(SITE, blob)),
        Optional.of(new PixelSize(4_000, 3_000)),
        FileMedia.NONE,
        List.of(word()),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        time,
        time);
  }

  private String name(int number) {
    List<String> parts = new ArrayList<>();
    for (int count = 2 + random.nextInt(4); count > 0; count--) {
      parts.add(word());
    }
    if (number % 10 == 3) {
      parts.add(COMMON);
    }
    if (number % 33_000 == 7) {
      parts.add(RARE);
    }
    return String.join(" ", parts) + ".jpg";
  }

  /** The n-th word comes about 1/n as often as the first. */
  private String word() {
    return words.get((int) Math.min(WORDS - 1, Math.pow(WORDS, random.nextDouble()) - 1));
  }

  private static String fileId(int number) {
    return String.format(Locale.ROOT, "a1b2c3_%032x~mv2.jpg", number + 1L);
  }
}
