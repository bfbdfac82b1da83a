package io.vitrine.library;

import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.JobLease;
import io.vitrine.catalog.JobProgress;
import io.vitrine.jobs.JobStoppedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the catalog what is made of one file, as long as its job is this worker's. Bytes that
 * no row came to name are removed.
 *
 * @param siteId of the file
 */
record FileLedger(Catalog catalog, BlobStore blobs, JobLease lease, String siteId, String fileId) {
  private static final Logger log = LoggerFactory.getLogger(FileLedger.class);

  /**
   * Shows to others what was made, and the job goes on.
   *
   * @throws JobStoppedException when the job is this worker's no more; nothing was changed
   */
  void publish(Made made) {
    if (!made.isEmpty()) {
      write(made, transaction -> transaction.jobs().holds(lease), _ -> {});
    }
  }

  /**
   * Ends the job.
   *
   * @param also goes into the same transaction
   * @throws JobStoppedException as {@link #publish}
   */
  void finish(Made made, Consumer<Catalog.Transaction> also) {
    write(made, transaction -> transaction.jobs().complete(lease), also);
  }

  /** Marks what waits to be made as failed, because nobody will make it. */
  void failPending(Catalog.Transaction transaction, FileFailure failure) {
    List<Asset> pending =
        transaction.files().find(siteId, fileId).stream()
            .flatMap(file -> file.media().assets().stream())
            .filter(asset -> asset.state() == AssetState.PENDING)
            .map(asset -> Asset.failed(asset.key(), failure))
            .toList();
    transaction.files().putAssets(siteId, fileId, pending);
  }

  /** Notes how far the job is, and which variants it is going to make. */
  void tell(JobProgress progress, List<Asset> planned) {
    catalog.write(
        transaction ->
            transaction.jobs().tell(lease, progress)
                && transaction.files().putAssets(siteId, fileId, planned));
  }

  private void write(
      Made made, Predicate<Catalog.Transaction> right, Consumer<Catalog.Transaction> also) {
    List<BlobReference> unneeded = new ArrayList<>();
    try {
      catalog.write(
          transaction -> {
            if (!right.test(transaction)) {
              throw new JobStoppedException();
            }
            unneeded.addAll(put(transaction, made));
            also.accept(transaction);
            return true;
          });
    } catch (JobStoppedException lost) {
      remove(bytes(made));
      throw lost;
    } catch (CatalogException failure) {
      // Only a full database surely kept nothing; else at worst they are orphans, which the sweeper
      // removes.
      if (failure.isFull()) {
        remove(bytes(made));
      }
      throw failure;
    }
    remove(unneeded);
  }

  /** Answers the bytes that the site had already. */
  private List<BlobReference> put(Catalog.Transaction transaction, Made made) {
    List<BlobReference> unneeded = new ArrayList<>();
    List<Asset> assets = new ArrayList<>();
    for (Asset asset : made.assets()) {
      Optional<BlobReference> shared =
          asset.blob().map(candidate -> transaction.blobs().share(siteId, candidate));
      asset.blob().filter(own -> !shared.equals(Optional.of(own))).ifPresent(unneeded::add);
      assets.add(asset.with(shared));
    }
    transaction.files().putAssets(siteId, fileId, assets);
    if (made.facts().isPresent() || made.text().isPresent()) {
      transaction.files().describe(siteId, fileId, made.fileFacts());
    }
    return unneeded;
  }

  /** Removes bytes that no row names; when that fails now, the sweeper finds them. */
  void remove(Collection<BlobReference> bytes) {
    for (BlobReference blob : bytes) {
      try {
        blobs.delete(new BlobKey(blob.key()));
      } catch (IOException failure) {
        log.warn("bytes that nobody needs could not be removed now", failure);
      }
    }
  }

  private static List<BlobReference> bytes(Made made) {
    return made.assets().stream().flatMap(asset -> asset.blob().stream()).toList();
  }
}
