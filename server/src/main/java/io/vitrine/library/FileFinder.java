package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileListing;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.State;
import io.vitrine.library.Refusal.Reason;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds files of a site by ID, in lists and by search. */
public final class FileFinder {
  private final Catalog catalog;

  public FileFinder(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The file with this ID, also when it is in the trash bin.
   *
   * @param idOrMediaUrl as {@link FileIds#resolve} takes it
   * @throws Refusal {@code RESOURCE_NOT_FOUND}
   */
  public FileDescriptor get(String siteId, String idOrMediaUrl) {
    String id = FileIds.resolve(idOrMediaUrl);
    return catalog.files().find(siteId, id).orElseThrow(FileFinder::notFound);
  }

  /**
   * The files with these IDs in the order asked; unknown ones are left out unless all are.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND} when none is known (contract: files-api.md 6)
   */
  public List<FileDescriptor> getAll(String siteId, Collection<String> idsOrMediaUrls) {
    List<String> ids = idsOrMediaUrls.stream().map(FileIds::resolve).toList();
    Map<String, FileDescriptor> found = new LinkedHashMap<>();
    for (FileDescriptor file : catalog.files().findAll(siteId, ids)) {
      found.put(file.id(), file);
    }
    List<FileDescriptor> ordered =
        ids.stream().distinct().filter(found::containsKey).map(found::get).toList();
    if (ordered.isEmpty()) {
      throw notFound();
    }
    return ordered;
  }

  /** A page of files. */
  public Page<FileDescriptor> list(String siteId, FileListing listing) {
    return catalog.files().list(siteId, listing);
  }

  /**
   * A page of the children of a folder; nothing when the folder is unknown or in another state, so
   * that live listings never show the trash bin and the other way round.
   *
   * @param listing of one folder
   */
  public Page<FileDescriptor> children(String siteId, FileListing listing, State state) {
    return FolderFinder.isIn(catalog, siteId, listing.scope(), state)
        ? catalog.files().list(siteId, listing)
        : new Page<>(List.of(), Optional.empty(), Optional.empty());
  }

  static Refusal notFound() {
    return new Refusal(Reason.RESOURCE_NOT_FOUND, "file not found");
  }
}
