package io.vitrine.library;

import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.StoredBlob;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the catalog with the blob store: every blob that a file names must be there with the
 * right bytes, and every stored blob should belong to a file. Both are walked page by page, so
 * memory does not grow with their size.
 */
public final class IntegrityCheck {
  private static final int PAGE = 500;

  private final Catalog catalog;
  private final BlobStore blobs;
  private final InstantSource clock;

  public IntegrityCheck(Catalog catalog, BlobStore blobs, InstantSource clock) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** Hears what is found while the walk goes on. */
  public interface Listener {
    /** A blob that the catalog names was looked at. */
    void verified(BlobReference blob, Verdict verdict);

    /** A stored blob that no file names was found. */
    void orphan(StoredBlob blob, boolean removed);
  }

  /** What became of the bytes of a blob. */
  public enum Verdict {
    WHOLE,
    MISSING,
    DAMAGED
  }

  /** Reads every blob that the catalog names and compares size and SHA-256. */
  public void verifyBlobs(Listener listener) throws IOException {
    String after = "";
    List<BlobReference> page = catalog.blobs().listAfter(after, PAGE);
    while (!page.isEmpty()) {
      for (BlobReference blob : page) {
        listener.verified(blob, verify(blob));
      }
      after = page.getLast().key();
      page = catalog.blobs().listAfter(after, PAGE);
    }
  }

  /**
   * Finds stored blobs that no file names. One that cannot be removed keeps no other.
   *
   * @param removeOlderThan removes those written longer ago than this; younger ones may belong to
   *     an upload that is about to be finished. Empty to remove none.
   * @throws IOException when not all could be listed or removed
   */
  public void findOrphans(Optional<Duration> removeOlderThan, Listener listener)
      throws IOException {
    Instant now = clock.instant();
    Set<BlobKey> removals = new HashSet<>();
    blobs.list(
        stored -> {
          String key = stored.key().value();
          // A resumable upload that is still open may have become this blob, under its own key, and
          // be finished between this question and the removal.
          if (catalog.blobs().find(key).isEmpty() && !catalog.resumableUploads().holds(key)) {
            boolean remove =
                removeOlderThan
                    .filter(age -> !stored.modified().isAfter(now.minus(age)))
                    .isPresent();
            if (remove) {
              removals.add(stored.key());
            }
            listener.orphan(stored, remove);
          }
        });
    Removals removed = new Removals();
    for (BlobKey key : removals) {
      // A file may have come to the blob since it was listed.
      if (catalog.blobs().find(key.value()).isEmpty()) {
        removed.tried(() -> blobs.delete(key));
      }
    }
    removed.requireAll();
  }

  private Verdict verify(BlobReference blob) throws IOException {
    Optional<BlobContent> opened;
    try {
      opened = blobs.open(new BlobKey(blob.key()), 0, blob.size());
    } catch (IllegalArgumentException shorterThanToldByTheCatalog) {
      return Verdict.DAMAGED;
    }
    if (opened.isEmpty()) {
      return Verdict.MISSING;
    }
    MessageDigest digest = sha256();
    try (BlobContent content = opened.get();
        InputStream stream = new DigestInputStream(content.stream(), digest)) {
      long length = stream.transferTo(java.io.OutputStream.nullOutputStream());
      boolean same =
          length == blob.size() && HexFormat.of().formatHex(digest.digest()).equals(blob.sha256());
      return same ? Verdict.WHOLE : Verdict.DAMAGED;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
