package io.vitrine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about uploads that come in pieces. */
public interface ResumableUploads {

  /** The upload with this ID, in whatever state. */
  Optional<ResumableUpload> find(String id);

  /** The open uploads for a reserved upload, youngest first. */
  List<ResumableUpload> openFor(String uploadId);

  /**
   * The bytes that the open uploads of a site may come to: the told lengths, and what has come of
   * those that tell none.
   *
   * @param siteId empty for the parts that belong to no site yet
   */
  long openBytes(Optional<String> siteId);

  /** How many open parts without a site this client has made. */
  long openOf(String address);

  /** The bytes that those may come to, as {@link #openBytes}. */
  long openBytesOf(String address);

  /** How many open uploads there are for a reserved upload. */
  long openOfUpload(String uploadId);

  /** How many uploads are open. */
  long open();

  /** Up to {@code limit} uploads that are not removed and expired at or before this moment. */
  List<ResumableUpload> expiredAt(Instant moment, int limit);

  /** Whether an open upload has its bytes under this key of the upload store. */
  boolean holds(String storeKey);
}
