package io.vitrine.library;

import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.catalog.Archive;
import io.vitrine.catalog.Archive.Contents;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.State;
import io.vitrine.catalog.TreeItem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Finds what is in a promised archive now: files that everybody may have. Private ones are left
 * out, and those in the trash bin, still pending or failed (contract: delivery.md section 6).
 */
public final class ArchiveOpener {
  /** The number of the place in which files lie that were chosen one by one. */
  private static final long TOP = 0;

  private final Catalog catalog;
  private final BlobStore blobs;

  public ArchiveOpener(Catalog catalog, BlobStore blobs) {
    this.catalog = catalog;
    this.blobs = blobs;
  }

  /** The archive with this name. */
  public Optional<Archive> find(String name) {
    return catalog.archives().find(name);
  }

  /** What the folder of an archive is called now; empty when it is not of a folder. */
  public Optional<String> folderName(Archive archive) {
    return archive.contents() instanceof Contents.Tree(String folderId)
        ? catalog.folders().find(archive.siteId(), folderId).map(Folder::displayName)
        : Optional.empty();
  }

  /**
   * Tells everything that is in it at one moment, in an order that changes only with it: a folder
   * before what lies in it.
   *
   * @param visitor must not ask the catalog; what it throws ends the walk
   * @return the number of the place at the top; empty when nothing is there any more
   */
  public OptionalLong walk(Archive archive, Consumer<TreeItem> visitor) {
    return switch (archive.contents()) {
      case Contents.Tree(String folderId) ->
          catalog.folders().walk(archive.siteId(), folderId, visitor);
      case Contents.Chosen(List<String> fileIds) -> {
        Map<String, FileDescriptor> found = new HashMap<>();
        catalog.files().findAll(archive.siteId(), fileIds).stream()
            .filter(ArchiveOpener::isForEverybody)
            .forEach(file -> found.put(file.id(), file));
        fileIds.stream().filter(found::containsKey).map(id -> item(found.get(id))).forEach(visitor);
        yield OptionalLong.of(TOP);
      }
    };
  }

  /**
   * Opens a range of the bytes of a file that a walk told of.
   *
   * @throws FileNotFoundException when they are gone: the file was deleted meanwhile, or lost
   */
  public BlobContent open(String blobKey, long offset, long length) throws IOException {
    return blobs
        .open(new BlobKey(blobKey), offset, length)
        .orElseThrow(() -> new FileNotFoundException("blob " + blobKey));
  }

  private static boolean isForEverybody(FileDescriptor file) {
    return !file.isPrivate()
        && file.state() == State.OK
        && file.operationStatus() == OperationStatus.READY
        && file.blob().isPresent();
  }

  private static TreeItem item(FileDescriptor file) {
    return new TreeItem.PublicFile(
        TOP, file.displayName(), file.updated(), file.blob().orElseThrow());
  }
}
