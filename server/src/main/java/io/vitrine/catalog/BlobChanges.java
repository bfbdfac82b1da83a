package io.vitrine.catalog;

import java.util.Collection;

/**
 * Changes of the references to blobs. Equal files and variants of one site share one blob, counted
 * in the same transaction that adds or deletes the file or variant (design decision 2).
 */
public interface BlobChanges extends Blobs {

  /**
   * Counts one more file or variant on the bytes of {@code candidate}.
   *
   * @return the blob that the file must name: the one that the site already has for these bytes, or
   *     {@code candidate} itself. In the first case the caller removes the candidate's bytes after
   *     the commit.
   */
  BlobReference share(String siteId, BlobReference candidate);

  /** Forgets released keys whose bytes have been removed from the store. */
  void forgetReleased(Collection<String> keys);
}
