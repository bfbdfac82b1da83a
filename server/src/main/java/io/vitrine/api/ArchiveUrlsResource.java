package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.Permission;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.ArchiveIssuer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The methods that hand out permanent URLs of zip files (contract: files-api.md section 10,
 * folders-api.md).
 */
public final class ArchiveUrlsResource {
  private static final int MAX_FILES = 1_000;

  private final ArchiveIssuer issuer;

  public ArchiveUrlsResource(ArchiveIssuer issuer) {
    this.issuer = issuer;
  }

  /** Adds the methods. */
  public void declare(ApiRoutes api) {
    api.add("POST", "/files/generate-download-url", Permission.FILES_DOWNLOAD, this::ofFiles);
    api.add(
        "POST",
        "/folders/{folderId}/generate-download-url",
        Permission.FOLDERS_DOWNLOAD,
        this::ofFolder);
  }

  private Response ofFiles(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    List<String> ids = fields.requiredTexts("fileIds", 1, MAX_FILES, FilesResource.MAX_FILE_ID);
    fields.check();
    return answer(request, issuer.ofFiles(siteOf(request), ids));
  }

  private Response ofFolder(Request request) throws IOException {
    // The body repeats the ID of the path; the path counts.
    Fields.ofBody(request).check();
    String folderId = request.pathParameter("folderId");
    return answer(request, issuer.ofFolder(siteOf(request), folderId));
  }

  private static Response answer(Request request, String name) {
    return Response.json(Map.of("downloadUrl", request.origin() + "/archive/" + name));
  }

  private static String siteOf(Request request) {
    return request.get(Caller.class).siteId();
  }
}
