package io.vitrine.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vitrine.catalog.Archive;
import io.vitrine.delivery.zip.TooManyEntriesException;
import io.vitrine.delivery.zip.ZipBuilder;
import io.vitrine.delivery.zip.ZipLayout;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.library.ArchiveOpener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The layouts of archives, made when they are asked for and kept for a moment: a download manager
 * asks for eight ranges at once. One layout is made for all who wait for it.
 */
final class ArchiveLayouts {
  /** What was deleted must be gone within a second (contract: delivery.md H19). */
  private static final Duration FRESHNESS = Duration.ofMillis(900);

  /**
   * A large one may be older, so that making layouts never takes more than a small part of time.
   */
  private static final int TIMES_ITS_COST = 20;

  private static final Duration LONGEST_FRESHNESS = Duration.ofSeconds(15);
  private static final long MOST_BYTES = 48L << 20;
  private static final int BESIDE_THE_TABLE = 1_000;

  /** Each needs some 30 MB for a moment at most. */
  private static final int MADE_AT_ONCE = 2;

  private static final int PATIENCE_SECONDS = 20;

  private final ArchiveOpener archives;
  private final Semaphore makers = new Semaphore(MADE_AT_ONCE, true);
  private final AtomicLong generation = new AtomicLong();
  private final Cache<Key, Made> recent =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((Key key, Made made) -> made.weight())
          .expireAfter(Expiry.creating((Key key, Made made) -> made.freshness()))
          .build();

  /** By the name of the archive; a download holds its layout for as long as it runs. */
  private final Cache<String, ZipLayout> inUse = Caffeine.newBuilder().weakValues().build();

  ArchiveLayouts(ArchiveOpener archives) {
    this.archives = archives;
  }

  /**
   * What a layout is made of.
   *
   * @param generation ends with each deletion
   */
  private record Key(String archiveName, long generation) {}

  /**
   * What became of it; that there is too much is remembered too, since finding out costs as much.
   */
  private record Made(Optional<ZipLayout> layout, boolean isTooLarge, Duration freshness) {
    private int weight() {
      return BESIDE_THE_TABLE + layout.map(ZipLayout::weight).orElse(0);
    }
  }

  /**
   * The layout of what is in the archive now; empty when nothing is.
   *
   * @throws TooManyEntriesException when too much is
   */
  Optional<ZipLayout> of(Archive archive) {
    Key key = new Key(archive.name(), generation.get());
    Made made = recent.getIfPresent(key);
    if (made == null) {
      // Before the cache is asked to make it, which holds up others while it does.
      takeTurn();
      try {
        made = recent.get(key, _ -> make(archive));
      } finally {
        makers.release();
      }
    }
    if (made.isTooLarge()) {
      throw new TooManyEntriesException();
    }
    return made.layout();
  }

  /** Forgets what is remembered, because files were deleted. */
  void forget() {
    // What is being made at this moment is left to those who wait for it, and found by nobody else.
    generation.incrementAndGet();
  }

  private Made make(Archive archive) {
    long begun = System.nanoTime();
    Optional<ZipLayout> layout = Optional.empty();
    boolean isTooLarge = false;
    try {
      ZipBuilder builder = new ZipBuilder();
      if (archives.walk(archive, builder::add).isPresent()) {
        layout = builder.build().map(made -> shared(archive.name(), made));
      }
    } catch (TooManyEntriesException tooMany) {
      isTooLarge = true;
    }
    Duration cost = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(TIMES_ITS_COST);
    Duration atMost = cost.compareTo(LONGEST_FRESHNESS) < 0 ? cost : LONGEST_FRESHNESS;
    return new Made(layout, isTooLarge, atMost.compareTo(FRESHNESS) > 0 ? atMost : FRESHNESS);
  }

  /** The same layout that a running download holds already, if nothing has changed since. */
  private ZipLayout shared(String archiveName, ZipLayout made) {
    ZipLayout held = inUse.getIfPresent(archiveName);
    if (held != null && held.isSame(made)) {
      return held;
    }
    inUse.put(archiveName, made);
    return made;
  }

  private void takeTurn() {
    try {
      if (makers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    throw new HttpProblem(
        503,
        "UNAVAILABLE",
        "too many archives are wanted at once; try again",
        Map.of(),
        List.of(new Header("Retry-After", "5")));
  }
}
