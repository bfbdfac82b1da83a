package io.vitrine.catalog;

import java.time.Instant;

/** Changes of upload URLs. */
public interface UploadChanges extends Uploads {

  /** Adds an unused upload; its site exists. */
  void insert(Upload upload);

  /**
   * Marks an unused upload as used.
   *
   * @return false when it was used before or is unknown: then the caller must not add a file
   */
  boolean complete(String uploadId, String fileId);

  /**
   * Removes uploads that expired before this moment, used or not.
   *
   * @return how many
   */
  int deleteExpiredBefore(Instant moment);
}
