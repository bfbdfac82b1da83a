package io.vitrine.library;

import java.util.Optional;

/**
 * What a client tells of an upload that will come in pieces (contract: uploads.md section 2.3,
 * creation).
 *
 * @param uploadId the reserved upload that the bytes are for; empty for a part without a token
 * @param address of the client
 * @param length bytes of the whole; empty when it is told later
 * @param metadata the header as sent
 * @param fileName in the metadata
 * @param contentType in the metadata
 * @param isPartial whether it is one part of a file
 * @param concat the header {@code Upload-Concat} as sent
 */
public record ResumableRequest(
    Optional<String> uploadId,
    String address,
    Optional<Long> length,
    Optional<String> metadata,
    Optional<String> fileName,
    Optional<String> contentType,
    boolean isPartial,
    Optional<String> concat) {}
