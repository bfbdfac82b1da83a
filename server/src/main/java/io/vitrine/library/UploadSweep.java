package io.vitrine.library;

import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.ResumableUpload;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends resumable uploads whose time is over, forgets the ended ones after a while, and finds bytes
 * in the upload store that belong to no upload (contract: uploads.md section 2.3, E4).
 */
public final class UploadSweep {
  private static final Logger log = LoggerFactory.getLogger(UploadSweep.class);
  private static final int BATCH = 200;

  /** So long an ended upload answers 410 before it answers 404. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Catalog catalog;
  private final UploadStore store;
  private final InstantSource clock;

  public UploadSweep(Catalog catalog, UploadStore store, InstantSource clock) {
    this.catalog = catalog;
    this.store = store;
    this.clock = clock;
  }

  /** Hears of bytes that belong to no upload. */
  @FunctionalInterface
  public interface Listener {
    void leftOver(StoredUpload upload, boolean removed);
  }

  /**
   * Ends what is expired and forgets what ended long ago.
   *
   * @param stopped asked before each; the rest waits for the next time
   */
  void endExpired(BooleanSupplier stopped) {
    Instant now = clock.instant();
    List<ResumableUpload> expired = catalog.resumableUploads().expiredAt(now, BATCH);
    while (!expired.isEmpty()) {
      for (ResumableUpload upload : expired) {
        if (stopped.getAsBoolean()) {
          return;
        }
        end(upload, now);
      }
      log.info("ended {} expired resumable uploads", expired.size());
      expired = catalog.resumableUploads().expiredAt(now, BATCH);
    }
    catalog.write(
        transaction -> transaction.resumableUploads().forgetRemovedBefore(now.minus(REMEMBERED)));
  }

  private void end(ResumableUpload upload, Instant now) {
    boolean ended =
        catalog.<Boolean>write(
            transaction -> transaction.resumableUploads().removeExpired(upload.id(), now));
    if (!ended) {
      return; // bytes came since it was listed, or its client ended it
    }
    try {
      store.delete(ResumableIntake.key(upload));
    } catch (IOException failure) {
      // Its bytes belong to no upload from now on, and are found as such.
      log.warn("the bytes of an expired upload are removed later", failure);
    }
  }

  /**
   * Finds bytes in the upload store that no open upload names. One that cannot be removed keeps no
   * other.
   *
   * @param removeOlderThan removes those that were written longer ago; younger ones may belong to
   *     an upload that is just being made. Empty to remove none.
   * @throws IOException when not all could be listed or removed
   */
  public void findLeftOvers(Optional<Duration> removeOlderThan, Listener listener)
      throws IOException {
    Instant now = clock.instant();
    List<UploadKey> removals = new ArrayList<>();
    store.list(
        stored -> {
          if (!catalog.resumableUploads().holds(stored.key().value())) {
            boolean remove =
                removeOlderThan
                    .filter(age -> !stored.modified().isAfter(now.minus(age)))
                    .isPresent();
            if (remove) {
              removals.add(stored.key());
            }
            listener.leftOver(stored, remove);
          }
        });
    Removals removed = new Removals();
    for (UploadKey key : removals) {
      removed.tried(() -> store.delete(key));
    }
    removed.requireAll();
  }
}
