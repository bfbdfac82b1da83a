package io.vitrine.delivery;

import io.vitrine.catalog.Archive;
import io.vitrine.delivery.zip.TooManyEntriesException;
import io.vitrine.delivery.zip.ZipLayout;
import io.vitrine.http.Body;
import io.vitrine.http.ContentDisposition;
import io.vitrine.http.Guard;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Representation;
import io.vitrine.http.Representations;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.http.Routes;
import io.vitrine.library.ArchiveOpener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Zip files of many files, under names that nobody can guess (contract: delivery.md section 6).
 * None is ever stored: each is laid out from the catalog when it is asked for, and its bytes are
 * the files' own.
 */
public final class ArchiveDownloads {
  private static final String MIME_TYPE = "application/zip";
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");

  private final ArchiveOpener archives;
  private final ArchiveLayouts layouts;

  public ArchiveDownloads(ArchiveOpener archives) {
    this.archives = archives;
    this.layouts = new ArchiveLayouts(archives);
  }

  /** Declares the routes. */
  public void declare(Routes routes) {
    routes
        .add("GET", "/archive/{name}", this::send)
        .withCors(PublicCors.POLICY)
        .alwaysWith(ContentSafety.NO_REFERRER)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
  }

  /** Forgets what is remembered, because files were deleted. */
  public void forget() {
    layouts.forget();
  }

  private Response send(Request request) {
    Archive archive =
        Optional.of(request.pathParameter("name"))
            .filter(name -> NAME.matcher(name).matches())
            .flatMap(archives::find)
            .orElseThrow(() -> new HttpProblem(404, "NOT_FOUND", "there is no such archive"));
    ZipLayout layout =
        layout(archive)
            .orElseThrow(() -> new HttpProblem(404, "NOT_FOUND", "no file of the archive is left"));
    return Representations.respond(
        request,
        new Representation(
            MIME_TYPE,
            layout.length(),
            "\"" + layout.digest() + "\"",
            // A file that is deleted changes the archive, but no date in it.
            Optional.empty(),
            headers(archive),
            (offset, length) -> layout.open(offset, length, this::open)));
  }

  private Optional<ZipLayout> layout(Archive archive) {
    try {
      return layouts.of(archive);
    } catch (TooManyEntriesException tooMany) {
      throw new HttpProblem(
          422,
          "ARCHIVE_TOO_LARGE",
          "there are more than " + ZipLayout.MAX_ENTRIES + " files and folders in it");
    }
  }

  private List<Header> headers(Archive archive) {
    List<Header> headers = new ArrayList<>();
    String name = archives.folderName(archive).orElse("files");
    headers.add(new Header("Content-Disposition", ContentDisposition.attachment(name + ".zip")));
    headers.add(new Header("Cache-Control", "private, no-cache"));
    headers.addAll(ContentSafety.headers(MIME_TYPE));
    return headers;
  }

  private Body.OpenSource open(String blobKey, long offset, long length) throws IOException {
    return FileRepresentations.source(archives.open(blobKey, offset, length), length);
  }
}
