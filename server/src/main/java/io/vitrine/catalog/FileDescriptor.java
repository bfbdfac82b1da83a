package io.vitrine.catalog;

import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A file as the catalog keeps it; the wire form is made of it in {@code api} (contract: types.md,
 * FileDescriptor).
 *
 * @param siteId the site that owns it
 * @param id unique over all sites (contract: delivery.md section 1)
 * @param parentFolderId {@code trash-root} when the file itself was trashed; its own folder when
 *     that folder was
 * @param displayName at most 255 characters, any Unicode; never a path
 * @param mimeType of the bytes, lower case, without parameters
 * @param isPrivate fixed when the file is added
 * @param blob the original's bytes; empty while an import has none yet, and when it failed
 * @param pixelSize of an image, vector or film; empty when not known
 * @param media what processing made of it
 * @param sourceUrl where an import came from
 * @param created millisecond precision, as all times of the catalog
 */
public record FileDescriptor(
    String siteId,
    String id,
    String parentFolderId,
    String displayName,
    MediaType mediaType,
    String mimeType,
    boolean isPrivate,
    OperationStatus operationStatus,
    State state,
    Optional<BlobReference> blob,
    Optional<PixelSize> pixelSize,
    FileMedia media,
    List<String> labels,
    List<String> internalTags,
    Optional<String> sourceUrl,
    Optional<ExternalInfo> externalInfo,
    Instant created,
    Instant updated) {
  public FileDescriptor {
    labels = List.copyOf(labels);
    internalTags = List.copyOf(internalTags);
  }

  /** The same file in this folder, with these bytes. */
  public FileDescriptor placed(String folderId, BlobReference bytes) {
    return new FileDescriptor(
        siteId,
        id,
        folderId,
        displayName,
        mediaType,
        mimeType,
        isPrivate,
        operationStatus,
        state,
        Optional.of(bytes),
        pixelSize,
        media,
        labels,
        internalTags,
        sourceUrl,
        externalInfo,
        created,
        updated);
  }

  /** The same file with this media. */
  public FileDescriptor with(FileMedia made) {
    return new FileDescriptor(
        siteId,
        id,
        parentFolderId,
        displayName,
        mediaType,
        mimeType,
        isPrivate,
        operationStatus,
        state,
        blob,
        pixelSize,
        made,
        labels,
        internalTags,
        sourceUrl,
        externalInfo,
        created,
        updated);
  }
}
