package io.vitrine.catalog;

import java.time.Instant;
import java.util.Collection;

/** Changes of uploads that come in pieces. Those of one that is not open change nothing. */
public interface ResumableUploadChanges extends ResumableUploads {

  /** Adds an upload; its site exists. */
  void insert(ResumableUpload upload);

  /**
   * Notes the length of an upload that had none.
   *
   * @return false when it has one already or is not open
   */
  boolean tellLength(String id, long length);

  /** Notes that bytes came: how many there are now, and how long they may stay. */
  void touch(String id, long received, Instant expires);

  /** Gives parts without a site to a reserved upload, so that they end with it. */
  void adopt(Collection<String> ids, String siteId, String uploadId);

  /** Marks an open upload as one whose bytes became a file. */
  void finish(String id);

  /**
   * Marks an upload as removed, and forgets what its client wrote.
   *
   * @return false when it was removed before or is unknown
   */
  boolean remove(String id, Instant moment);

  /**
   * As {@link #remove}, if it is expired at this moment.
   *
   * @return false when it is not, or was removed before
   */
  boolean removeExpired(String id, Instant moment);

  /**
   * Forgets those that were removed before this moment.
   *
   * @return how many
   */
  int forgetRemovedBefore(Instant moment);
}
