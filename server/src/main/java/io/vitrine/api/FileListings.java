package io.vitrine.api;

import io.vitrine.catalog.FileListing;
import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.Sort;
import io.vitrine.http.HttpProblem;
import io.vitrine.media.MediaType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which files are asked for (contract: files-api.md sections 5.1 and 5.2). A cursor carries
 * its listing, so beside one everything but the limit is read for its mistakes only.
 */
final class FileListings {
  private static final int MAX_MEDIA_TYPES = 30;
  private static final int MAX_FOLDER_ID = 100;
  private static final int MAX_SEARCH = 200;
  private static final int MAX_WORD = 200;

  private final Cursors cursors;

  FileListings(Cursors cursors) {
    this.cursors = cursors;
  }

  /** The direct children of a folder, {@code media-root} when none is named. */
  FileListing ofFolder(Fields fields, String siteId, String method) {
    String folderId = parent(fields).orElse(RootFolder.MEDIA_ROOT.folderId());
    return read(fields, siteId, method, new FileScope.Children(folderId), "");
  }

  /**
   * The direct children of a trashed folder; the top of the trash bin when none is named, or {@code
   * media-root}, which clients send by habit and cannot mean.
   */
  FileListing ofTrash(Fields fields, String siteId, String method) {
    String folderId =
        parent(fields)
            .filter(id -> !id.equals(RootFolder.MEDIA_ROOT.folderId()))
            .orElse(RootFolder.TRASH_ROOT.folderId());
    return read(fields, siteId, method, new FileScope.Children(folderId), "");
  }

  /** Everything in a tree that matches a text. */
  FileListing ofSearch(Fields fields, String siteId, String method) {
    String search = fields.text("search", MAX_SEARCH).orElse("");
    RootFolder root = fields.choice("rootFolder", RootFolder.class).orElse(RootFolder.MEDIA_ROOT);
    return read(fields, siteId, method, new FileScope.Trees(Set.of(root)), search);
  }

  private static Optional<String> parent(Fields fields) {
    return fields.text("parentFolderId", MAX_FOLDER_ID).filter(id -> !id.isEmpty());
  }

  private FileListing read(
      Fields fields, String siteId, String method, FileScope scope, String search) {
    Set<MediaType> mediaTypes = mediaTypes(fields);
    Optional<Boolean> isPrivate = fields.flag("private");
    Sort sort = Sorting.readOfFileList(fields);
    Paging paging = Paging.read(fields, "paging");
    FileListing listing =
        new FileListing(
            scope, mediaTypes, isPrivate, search, sort, Optional.empty(), paging.limitOrDefault());
    FileListing wanted = continued(fields, siteId, method, paging, "paging").orElse(listing);
    fields.check();
    return wanted;
  }

  /** The listing that a cursor continues; notes a cursor that is none of ours. */
  Optional<FileListing> continued(
      Fields fields, String siteId, String method, Paging paging, String prefix) {
    if (paging.cursor().isEmpty()) {
      return Optional.empty();
    }
    Optional<FileListing> listing = cursors.files(siteId, method, paging.cursor().get());
    if (listing.isEmpty()) {
      violateCursor(fields, prefix);
    }
    return listing.map(found -> paging.limit().map(limit -> withLimit(found, limit)).orElse(found));
  }

  static void violateCursor(Fields fields, String prefix) {
    fields.violate(
        prefix + ".cursor",
        "must be a cursor of an earlier answer of this method",
        "FORMAT",
        Map.of("type", "cursor"));
  }

  private static FileListing withLimit(FileListing listing, int limit) {
    return new FileListing(
        listing.scope(),
        listing.mediaTypes(),
        listing.isPrivate(),
        listing.search(),
        listing.sort(),
        listing.position(),
        limit);
  }

  private static Set<MediaType> mediaTypes(Fields fields) {
    Set<MediaType> mediaTypes = EnumSet.noneOf(MediaType.class);
    for (String word : fields.texts("mediaTypes", MAX_MEDIA_TYPES, MAX_WORD).orElse(List.of())) {
      Optional<MediaType> mediaType = mediaType(word);
      mediaType.ifPresent(mediaTypes::add);
      if (mediaType.isEmpty()) {
        fields.refuse(unsupported(word));
      }
    }
    return mediaTypes;
  }

  static Optional<MediaType> mediaType(String word) {
    return Arrays.stream(MediaType.values())
        .filter(mediaType -> mediaType.name().equals(word))
        .findFirst();
  }

  static List<String> mediaTypeWords() {
    return Arrays.stream(MediaType.values()).map(Enum::name).toList();
  }

  private static HttpProblem unsupported(String word) {
    return new HttpProblem(
        400,
        "UNSUPPORTED_MEDIA_TYPE",
        "there are no files of this media type",
        Map.of("allowedValues", mediaTypeWords(), "requestValue", word),
        List.of());
  }
}
