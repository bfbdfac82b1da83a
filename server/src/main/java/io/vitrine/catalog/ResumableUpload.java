package io.vitrine.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * An upload that comes in pieces (contract: uploads.md section 2). How many bytes came is not noted
 * here: the store that holds them is asked (design decision 3).
 *
 * @param id 32 random hex digits, the part of its URL that nobody can guess
 * @param siteId empty for a part that came without a token
 * @param uploadId the reserved upload that the bytes are for; empty as the site
 * @param address of the network of the client that made it, so that one client cannot make too many
 * @param storeKey its name in the upload store
 * @param length bytes of the whole upload; empty as long as the client has not told
 * @param metadata the header {@code Upload-Metadata} as sent
 * @param fileName in the metadata
 * @param concat the header {@code Upload-Concat} as sent
 * @param expires from then on it is gone
 */
public record ResumableUpload(
    String id,
    Optional<String> siteId,
    Optional<String> uploadId,
    String address,
    String storeKey,
    Optional<Long> length,
    Optional<String> metadata,
    Optional<String> fileName,
    Role role,
    Optional<String> concat,
    Instant created,
    Instant expires,
    State state) {

  /** What the bytes are (tus 1.0.0, Concatenation). */
  public enum Role {
    /** A whole file. */
    WHOLE,
    /** A part of a file that is put together later. */
    PARTIAL,
    /** A file that was put together. */
    FINAL
  }

  /** Where the upload is in its life. */
  public enum State {
    /** Its bytes are in the upload store. */
    OPEN,
    /** Its bytes became a file. */
    FINISHED,
    /** Ended by the client or by time, and remembered for a while. */
    REMOVED
  }
}
