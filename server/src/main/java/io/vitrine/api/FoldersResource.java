package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.Permission;
import io.vitrine.api.Paging.NextCursor;
import io.vitrine.api.Paging.PagingMetadata;
import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.FolderListing;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.Sort;
import io.vitrine.catalog.State;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.FolderEditor;
import io.vitrine.library.FolderFinder;
import io.vitrine.library.TrashBin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods on folders (contract: folders-api.md). */
public final class FoldersResource {
  private static final int MAX_NAME = 1_000;
  private static final int MAX_FOLDER_ID = 100;
  private static final int MAX_BULK_IDS = 100;
  private static final String LIST = "folders.list";
  private static final String LIST_DELETED = "folders.listDeleted";
  private static final String SEARCH = "folders.search";
  private static final String QUERY = "folders.query";

  private final FolderFinder finder;
  private final FolderEditor editor;
  private final TrashBin trashBin;
  private final Cursors cursors;
  private final FolderListings listings;

  public FoldersResource(
      FolderFinder finder, FolderEditor editor, TrashBin trashBin, Cursors cursors) {
    this.finder = finder;
    this.editor = editor;
    this.trashBin = trashBin;
    this.cursors = cursors;
    this.listings = new FolderListings(cursors);
  }

  /** Adds the methods. */
  public void declare(ApiRoutes api) {
    api.addCreating("POST", "/folders", Permission.FOLDERS_CREATE, this::create);
    api.add("GET", "/folders", Permission.FOLDERS_LIST, this::list);
    api.add("GET", "/folders/{folderId}", Permission.FOLDERS_READ, this::get);
    api.add("PATCH", "/folders/{folderId}", Permission.FOLDERS_UPDATE, this::update);
    api.add("POST", "/folders/search", Permission.FOLDERS_LIST, this::search);
    api.add("POST", "/folders/query", Permission.FOLDERS_LIST, this::query);
    api.add("POST", "/bulk/folders/delete", Permission.FOLDERS_MOVE_TO_TRASH, this::delete);
    api.add(
        "POST",
        "/bulk/trash-bin/folders/restore",
        Permission.FOLDERS_RESTORE_FROM_TRASH,
        this::restore);
    api.add("GET", "/trash-bin/folders", Permission.FOLDERS_LIST_DELETED, this::listDeleted);
  }

  private Response create(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    String name = fields.requiredText("displayName", MAX_NAME);
    String parentId =
        fields
            .text("parentFolderId", MAX_FOLDER_ID)
            .filter(id -> !id.isEmpty())
            .orElse(RootFolder.MEDIA_ROOT.folderId());
    fields.check();
    return folderAnswer(request, editor.create(siteOf(request), name, parentId));
  }

  private Response get(Request request) {
    return folderAnswer(request, finder.get(siteOf(request), request.pathParameter("folderId")));
  }

  private Response update(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    FieldMask mask = FieldMask.read(fields, "folder", List.of("displayName", "parentFolderId"));
    Optional<String> name = text(fields, mask, "displayName", MAX_NAME);
    Optional<String> parentId = text(fields, mask, "parentFolderId", MAX_FOLDER_ID);
    fields.check();
    return folderAnswer(
        request, editor.update(siteOf(request), request.pathParameter("folderId"), name, parentId));
  }

  private Response list(Request request) {
    String siteId = siteOf(request);
    FolderListing listing = listings.ofFolder(Fields.ofQuery(request), siteId, LIST);
    return listAnswer(request, finder.children(siteId, listing, State.OK), LIST, listing);
  }

  private Response listDeleted(Request request) {
    String siteId = siteOf(request);
    FolderListing listing = listings.ofTrash(Fields.ofQuery(request), siteId, LIST_DELETED);
    Page<Folder> page = finder.children(siteId, listing, State.DELETED);
    return listAnswer(request, page, LIST_DELETED, listing);
  }

  private Response search(Request request) throws IOException {
    String siteId = siteOf(request);
    FolderListing listing = listings.ofSearch(Fields.ofBody(request), siteId, SEARCH);
    return listAnswer(request, finder.list(siteId, listing), SEARCH, listing);
  }

  private Response query(Request request) throws IOException {
    String siteId = siteOf(request);
    Fields fields = Fields.ofBody(request);
    QueryFilter filter = QueryFilter.ofFolders(fields);
    Sort sort = Sorting.FOLDERS.readOfQuery(fields, "query.sort");
    Paging paging = Paging.read(fields, "query.cursorPaging");
    Optional<FolderListing> continued =
        listings.continued(fields, siteId, QUERY, paging, "query.cursorPaging");
    fields.check();
    FolderListing listing =
        continued.orElseGet(
            () ->
                new FolderListing(
                    new FileScope.Trees(filter.roots()),
                    "",
                    sort,
                    Optional.empty(),
                    paging.limitOrDefault()));
    Page<Folder> page =
        continued.isEmpty() && filter.isImpossible()
            ? new Page<>(List.of(), Optional.empty(), Optional.empty())
            : finder.list(siteId, listing);
    return Response.json(
        new QueryAnswer(
            folders(request, page),
            PagingMetadata.of(page, position -> cursors.of(siteId, QUERY, listing, position))));
  }

  private Response delete(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    List<String> ids = fields.requiredTexts("folderIds", 0, MAX_BULK_IDS, MAX_FOLDER_ID);
    boolean permanent = fields.flag("permanent").orElse(false);
    fields.check();
    if (permanent) {
      trashBin.deleteFolders(siteOf(request), ids);
    } else {
      trashBin.trashFolders(siteOf(request), ids);
    }
    return Response.json(Map.of());
  }

  private Response restore(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    List<String> ids = fields.requiredTexts("folderIds", 0, MAX_BULK_IDS, MAX_FOLDER_ID);
    fields.check();
    trashBin.restoreFolders(siteOf(request), ids);
    return Response.json(Map.of());
  }

  private record ListAnswer(List<FolderJson> folders, NextCursor nextCursor) {}

  private record QueryAnswer(List<FolderJson> folders, PagingMetadata pagingMetadata) {}

  private Response listAnswer(
      Request request, Page<Folder> page, String method, FolderListing listing) {
    String siteId = siteOf(request);
    return Response.json(
        new ListAnswer(
            folders(request, page),
            NextCursor.of(page, position -> cursors.of(siteId, method, listing, position))));
  }

  private static Optional<String> text(Fields fields, FieldMask mask, String name, int maxLength) {
    return mask.has(name)
        ? Optional.of(fields.requiredText("folder." + name, maxLength))
        : Optional.empty();
  }

  private static List<FolderJson> folders(Request request, Page<Folder> page) {
    return page.items().stream().map(new DescriptorWriter(request.origin())::folder).toList();
  }

  private static Response folderAnswer(Request request, Folder folder) {
    return Response.json(Map.of("folder", new DescriptorWriter(request.origin()).folder(folder)));
  }

  private static String siteOf(Request request) {
    return request.get(Caller.class).siteId();
  }
}
