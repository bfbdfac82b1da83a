package io.vitrine.api;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.library.FileIds;
import java.util.Map;
import java.util.Optional;

/**
 * Writes files and folders in the form of the wire (contract: types.md, processing.md section 4).
 */
public final class DescriptorWriter {
  private final String origin;

  /**
   * @param origin scheme, host and port of every URL written, such as {@code https://media.test}
   */
  public DescriptorWriter(String origin) {
    this.origin = origin;
  }

  /** The answer that holds one file: {@code {"file":{…}}}. */
  public Object fileAnswer(FileDescriptor file) {
    return Map.of("file", file(file));
  }

  FileJson file(FileDescriptor file) {
    String url = origin + FileIds.publicPath(file.mediaType(), file.id());
    Optional<BlobReference> blob = file.blob();
    String size = blob.map(bytes -> Long.toString(bytes.size())).orElse("-1");
    boolean ready = file.operationStatus() == OperationStatus.READY;
    MediaWriter media = new MediaWriter(origin, file);
    return new FileJson(
        file.id(),
        file.displayName(),
        url,
        file.parentFolderId(),
        blob.map(BlobReference::sha256).orElse(""),
        size,
        file.isPrivate(),
        file.mediaType().name(),
        ready ? media.media() : null,
        file.operationStatus().name(),
        file.sourceUrl().orElse(null),
        media.thumbnailUrl(),
        file.labels(),
        Timestamps.format(file.created()),
        Timestamps.format(file.updated()),
        file.siteId(),
        file.state().name(),
        file.internalTags(),
        file.mimeType(),
        ready ? media.additional() : null);
  }

  FolderJson folder(Folder folder) {
    return new FolderJson(
        folder.id(),
        folder.displayName(),
        folder.parentFolderId(),
        Timestamps.format(folder.created()),
        Timestamps.format(folder.updated()),
        folder.state().name(),
        folder.siteId());
  }
}
