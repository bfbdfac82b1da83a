package io.vitrine.library;

import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.StoredBlob;
import io.vitrine.blob.UploadStore;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.TrashedItem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes in the background what is no longer needed: bytes whose last file is gone, uploads,
 * upload URLs and kept answers that expired, what lay in the trash bin too long, old events, and
 * blobs and other bytes that a crash left without a row.
 */
public final class Sweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_ORPHAN_SEARCHES = Duration.ofHours(6);
  private static final Duration ORPHAN_GRACE = Duration.ofDays(1);
  private static final Duration KEEP_EXPIRED_UPLOADS = Duration.ofDays(1);

  /** How long events can be asked for, and deliveries that succeeded are listed. */
  private static final Duration KEEP_EVENTS = Duration.ofDays(7);

  private static final Duration KEEP_FAILED_DELIVERIES = Duration.ofDays(30);
  private static final int BATCH = 500;

  private final Catalog catalog;
  private final BlobStore blobs;
  private final EventLog events;
  private final UploadSweep uploads;
  private final IntegrityCheck integrity;
  private final LibraryConfig config;
  private final InstantSource clock;
  private final Derived derived;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean closed;
  private Optional<Thread> thread = Optional.empty();
  private Instant nextOrphanSearch;

  /** What was made of bytes and can be made again. */
  @FunctionalInterface
  public interface Derived {
    /** Removes what was made of the bytes of this key, which are about to go. */
    void forget(BlobKey key) throws IOException;
  }

  public Sweeper(
      Catalog catalog,
      BlobStore blobs,
      UploadStore uploads,
      Derived derived,
      EventLog events,
      LibraryConfig config,
      InstantSource clock) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.derived = derived;
    this.events = events;
    this.uploads = new UploadSweep(catalog, uploads, clock);
    this.integrity = new IntegrityCheck(catalog, blobs, clock);
    this.config = config;
    this.clock = clock;
    this.nextOrphanSearch = clock.instant().plus(Duration.ofMinutes(10));
  }

  /** Begins to sweep, at once and then every minute. */
  public void start() {
    thread = Optional.of(Thread.ofVirtual().name("sweeper").start(this::run));
  }

  /** Has released bytes removed soon instead of within a minute. */
  public void wakeUp() {
    wakeUps.release();
  }

  /** Stops after the batch that is running, at most ten seconds later. */
  @Override
  public void close() {
    closed = true;
    wakeUps.release();
    try {
      if (thread.isPresent()) {
        thread.get().join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sweeps once everything that is due; what fails keeps nothing else from being done. */
  public void sweep() {
    Instant now = clock.instant();
    step(() -> deleteExpiredTrash(now.minus(config.trashRetention())));
    step(() -> uploads.endExpired(() -> closed));
    step(() -> deleteExpiredRows(now));
    step(() -> forgetOldEvents(now));
    step(this::removeReleasedBytes);
    if (now.isAfter(nextOrphanSearch)) {
      nextOrphanSearch = now.plus(BETWEEN_ORPHAN_SEARCHES);
      step(() -> integrity.findOrphans(Optional.of(ORPHAN_GRACE), new OrphanLog()));
      step(this::findLeftOvers);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void step(Step step) {
    if (closed) {
      return;
    }
    try {
      step.run();
    } catch (IOException | RuntimeException failure) {
      log.error("a step of the sweeper failed and is tried again later", failure);
    }
  }

  private void run() {
    while (!closed) {
      sweep();
      try {
        if (wakeUps.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          wakeUps.drainPermits();
        }
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private void deleteExpiredRows(Instant now) {
    int reserved =
        catalog.write(
            transaction ->
                transaction.uploads().deleteExpiredBefore(now.minus(KEEP_EXPIRED_UPLOADS)));
    if (reserved > 0) {
      log.info("removed {} expired upload URLs", reserved);
    }
    catalog.write(transaction -> transaction.keys().deleteRefreshTokensExpiredBefore(now));
    catalog.write(transaction -> transaction.keptAnswers().deleteExpiredBefore(now));
  }

  /** Deliveries first, because they hold their events. */
  private void forgetOldEvents(Instant now) {
    while (!closed
        && catalog.write(
                transaction ->
                    transaction
                        .deliveries()
                        .deleteEnded(now, KEEP_EVENTS, KEEP_FAILED_DELIVERIES, BATCH))
            > 0) {
      log.debug("old deliveries of events were forgotten");
    }
    while (!closed
        && catalog.write(
                transaction -> transaction.events().deleteBefore(now.minus(KEEP_EVENTS), BATCH))
            > 0) {
      log.debug("old events were forgotten");
    }
  }

  private void findLeftOvers() throws IOException {
    uploads.findLeftOvers(
        Optional.of(ORPHAN_GRACE),
        (stored, removed) ->
            log.info(
                "upload {} of {} bytes belongs to nobody, removed: {}",
                stored.key(),
                stored.size(),
                removed));
  }

  private void deleteExpiredTrash(Instant before) {
    List<TrashedItem> files = catalog.files().trashedBefore(before, BATCH);
    while (!files.isEmpty() && !closed) {
      bySite(files)
          .forEach(
              (site, ids) ->
                  catalog.write(
                      transaction -> {
                        events.deletingFiles(transaction, site, ids);
                        return transaction.files().delete(site, ids);
                      }));
      files = catalog.files().trashedBefore(before, BATCH);
    }
    List<TrashedItem> folders = catalog.folders().trashedBefore(before, BATCH);
    while (!folders.isEmpty() && !closed) {
      bySite(folders)
          .forEach(
              (site, ids) ->
                  catalog.write(
                      transaction -> {
                        events.deletingFolders(transaction, site, ids);
                        return transaction.folders().delete(site, ids);
                      }));
      folders = catalog.folders().trashedBefore(before, BATCH);
    }
  }

  private static Map<String, List<String>> bySite(List<TrashedItem> items) {
    return items.stream()
        .collect(
            Collectors.groupingBy(
                TrashedItem::siteId, Collectors.mapping(TrashedItem::id, Collectors.toList())));
  }

  private void removeReleasedBytes() throws IOException {
    Removals removals = new Removals();
    List<String> removed = removeSome(removals);
    while (!removed.isEmpty() && !closed) {
      removed = removeSome(removals);
    }
    removals.requireAll();
  }

  /** Empty when nothing is left but what cannot be removed. */
  private List<String> removeSome(Removals removals) {
    List<String> removed =
        catalog.blobs().released(BATCH).stream()
            .filter(key -> removals.tried(() -> remove(new BlobKey(key))))
            .toList();
    if (!removed.isEmpty()) {
      catalog.write(
          transaction -> {
            transaction.blobs().forgetReleased(removed);
            return removed.size();
          });
    }
    return removed;
  }

  private void remove(BlobKey key) throws IOException {
    derived.forget(key);
    blobs.delete(key);
  }

  private static final class OrphanLog implements IntegrityCheck.Listener {
    @Override
    public void verified(BlobReference blob, IntegrityCheck.Verdict verdict) {
      log.debug("blob {} is {}", blob.key(), verdict);
    }

    @Override
    public void orphan(StoredBlob blob, boolean removed) {
      log.info(
          "blob {} of {} bytes belongs to no file, removed: {}", blob.key(), blob.size(), removed);
    }
  }
}
