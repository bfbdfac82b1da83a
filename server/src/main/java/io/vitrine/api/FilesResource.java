package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.Permission;
import io.vitrine.api.Paging.NextCursor;
import io.vitrine.api.Paging.PagingMetadata;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileListing;
import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.Sort;
import io.vitrine.catalog.State;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.FileEditor;
import io.vitrine.library.FileFinder;
import io.vitrine.library.TrashBin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The methods that find, change, trash and restore files (contract: files-api.md sections 5 to 7
 * and 11).
 */
public final class FilesResource {
  static final int MAX_FILE_ID = 1_000;
  private static final int MAX_IDS = 100;
  private static final int MAX_BULK_IDS = 1_000;
  private static final String LIST = "files.list";
  private static final String LIST_DELETED = "files.listDeleted";
  private static final String SEARCH = "files.search";
  private static final String QUERY = "files.query";

  private final FileFinder finder;
  private final FileEditor editor;
  private final TrashBin trashBin;
  private final Cursors cursors;
  private final FileListings listings;

  public FilesResource(FileFinder finder, FileEditor editor, TrashBin trashBin, Cursors cursors) {
    this.finder = finder;
    this.editor = editor;
    this.trashBin = trashBin;
    this.cursors = cursors;
    this.listings = new FileListings(cursors);
  }

  /** Adds the methods. */
  public void declare(ApiRoutes api) {
    api.add("GET", "/files", Permission.FILES_LIST, this::list);
    api.add("GET", "/files/get-file-by-id", Permission.FILES_READ, this::get);
    api.add("GET", "/files/{fileId}", Permission.FILES_READ, this::getByPath);
    api.add("POST", "/files/get-files", Permission.FILES_READ, this::getAll);
    api.add("POST", "/files/search", Permission.FILES_LIST, this::search);
    api.add("POST", "/files/query", Permission.FILES_QUERY, this::query);
    api.add("PATCH", "/files/update-file-descriptor", Permission.FILES_UPDATE, this::update);
    api.add("POST", "/bulk/files/delete", Permission.FILES_MOVE_TO_TRASH, this::delete);
    api.add(
        "POST",
        "/bulk/trash-bin/files/restore",
        Permission.FILES_RESTORE_FROM_TRASH,
        this::restore);
    api.add("GET", "/trash-bin/files", Permission.FILES_LIST_DELETED, this::listDeleted);
  }

  private Response list(Request request) {
    String siteId = siteOf(request);
    FileListing listing = listings.ofFolder(Fields.ofQuery(request), siteId, LIST);
    return listAnswer(request, finder.children(siteId, listing, State.OK), LIST, listing);
  }

  private Response listDeleted(Request request) {
    String siteId = siteOf(request);
    FileListing listing = listings.ofTrash(Fields.ofQuery(request), siteId, LIST_DELETED);
    Page<FileDescriptor> page = finder.children(siteId, listing, State.DELETED);
    return listAnswer(request, page, LIST_DELETED, listing);
  }

  private Response search(Request request) throws IOException {
    String siteId = siteOf(request);
    FileListing listing = listings.ofSearch(Fields.ofBody(request), siteId, SEARCH);
    return listAnswer(request, finder.list(siteId, listing), SEARCH, listing);
  }

  private Response query(Request request) throws IOException {
    String siteId = siteOf(request);
    Fields fields = Fields.ofBody(request);
    QueryFilter filter = QueryFilter.ofFiles(fields);
    Sort sort = Sorting.FILES.readOfQuery(fields, "query.sort");
    Paging paging = Paging.read(fields, "query.cursorPaging");
    Optional<FileListing> continued =
        listings.continued(fields, siteId, QUERY, paging, "query.cursorPaging");
    fields.check();
    FileListing listing =
        continued.orElseGet(
            () ->
                new FileListing(
                    new FileScope.Trees(filter.roots()),
                    filter.wantedMediaTypes(),
                    filter.wantedPrivate(),
                    "",
                    sort,
                    Optional.empty(),
                    paging.limitOrDefault()));
    Page<FileDescriptor> page =
        continued.isEmpty() && filter.isImpossible()
            ? new Page<>(List.of(), Optional.empty(), Optional.empty())
            : finder.list(siteId, listing);
    return Response.json(
        new QueryAnswer(
            page.items().stream().map(writer(request)).toList(),
            PagingMetadata.of(page, position -> cursors.of(siteId, QUERY, listing, position))));
  }

  private Response get(Request request) {
    Fields fields = Fields.ofQuery(request);
    String fileId = fields.requiredText("fileId", MAX_FILE_ID);
    fields.check();
    return fileAnswer(request, finder.get(siteOf(request), fileId));
  }

  private Response getByPath(Request request) {
    return fileAnswer(request, finder.get(siteOf(request), request.pathParameter("fileId")));
  }

  private Response getAll(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    List<String> ids = fields.requiredTexts("fileIds", 1, MAX_IDS, MAX_FILE_ID);
    fields.check();
    return Response.json(
        Map.of(
            "files", finder.getAll(siteOf(request), ids).stream().map(writer(request)).toList()));
  }

  private Response update(Request request) throws IOException {
    FileUpdateRequest update = FileUpdateRequest.read(Fields.ofBody(request));
    return fileAnswer(
        request,
        editor.update(
            siteOf(request),
            update.fileId(),
            update.displayName(),
            update.parentFolderId(),
            update.labels(),
            update.internalTags()));
  }

  private Response delete(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    List<String> ids = fields.requiredTexts("fileIds", 0, MAX_BULK_IDS, MAX_FILE_ID);
    boolean permanent = fields.flag("permanent").orElse(false);
    fields.check();
    if (permanent) {
      trashBin.deleteFiles(siteOf(request), ids);
    } else {
      trashBin.trashFiles(siteOf(request), ids);
    }
    return Response.json(Map.of());
  }

  private Response restore(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    List<String> ids = fields.requiredTexts("fileIds", 0, MAX_BULK_IDS, MAX_FILE_ID);
    fields.check();
    trashBin.restoreFiles(siteOf(request), ids);
    return Response.json(Map.of());
  }

  private record ListAnswer(List<FileJson> files, NextCursor nextCursor) {}

  private record QueryAnswer(List<FileJson> files, PagingMetadata pagingMetadata) {}

  private Response listAnswer(
      Request request, Page<FileDescriptor> page, String method, FileListing listing) {
    String siteId = siteOf(request);
    return Response.json(
        new ListAnswer(
            page.items().stream().map(writer(request)).toList(),
            NextCursor.of(page, position -> cursors.of(siteId, method, listing, position))));
  }

  private static Response fileAnswer(Request request, FileDescriptor file) {
    return Response.json(new DescriptorWriter(request.origin()).fileAnswer(file));
  }

  private static Function<FileDescriptor, FileJson> writer(Request request) {
    return new DescriptorWriter(request.origin())::file;
  }

  private static String siteOf(Request request) {
    return request.get(Caller.class).siteId();
  }
}
