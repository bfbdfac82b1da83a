package io.vitrine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An upload URL that was handed out, and what becomes of the bytes sent to it.
 *
 * @param id 32 hex digits
 * @param mimeType as asked when the URL was made; {@code application/octet-stream} for "find out"
 * @param fileName as asked, already cut to 255 characters
 * @param sizeInBytes the only size that is taken; empty for any
 * @param parentFolderId the folder for the file
 * @param filePath names of folders below it, made when missing; empty for none
 * @param expires from then on the URL is dead
 * @param fileId the file that it became; empty as long as it is unused
 */
public record Upload(
    String id,
    String siteId,
    String mimeType,
    Optional<String> fileName,
    Optional<Long> sizeInBytes,
    String parentFolderId,
    List<String> filePath,
    boolean isPrivate,
    List<String> labels,
    List<String> internalTags,
    Optional<ExternalInfo> externalInfo,
    Instant created,
    Instant expires,
    Optional<String> fileId) {
  public Upload {
    filePath = List.copyOf(filePath);
    labels = List.copyOf(labels);
    internalTags = List.copyOf(internalTags);
  }
}
