package io.vitrine.delivery;

import io.vitrine.access.DownloadGrant;
import io.vitrine.access.DownloadGrants;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.OperationStatus;
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
import io.vitrine.library.AssetPaths;
import io.vitrine.library.FileIds;
import io.vitrine.library.FileOpener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Signed, expiring download URLs (contract: delivery.md section 5): the way to private files. The
 * token names the path, the file name, the disposition and where to go after the expiry; nothing
 * that matters is taken from the rest of the URL.
 */
public final class SignedDownloads {
  private static final Duration LONGEST_CACHING = Duration.ofHours(1);

  private final FileOpener files;
  private final FileRepresentations representations;
  private final FilmRepresentations films;
  private final DownloadGrants grants;
  private final InstantSource clock;

  public SignedDownloads(
      FileOpener files,
      FileRepresentations representations,
      FilmRepresentations films,
      DownloadGrants grants,
      InstantSource clock) {
    this.files = files;
    this.representations = representations;
    this.films = films;
    this.grants = grants;
    this.clock = clock;
  }

  /** Declares the routes. */
  public void declare(Routes routes) {
    for (String pattern :
        List.of(
            "/download/{class}/{id}",
            "/download/{class}/{id}/file",
            "/download/asset/{id}/{assetKey}")) {
      routes
          .add("GET", pattern, this::send)
          .withCors(PublicCors.POLICY)
          .alwaysWith(ContentSafety.NO_REFERRER)
          .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    }
  }

  private Response send(Request request) throws IOException {
    String path = request.rawPath().substring("/download".length());
    String token = request.query().first("token").orElseThrow(SignedDownloads::invalid);
    return switch (grants.verify(token)) {
      case DownloadGrants.Checked.Valid(DownloadGrant grant) -> send(request, path, grant);
      case DownloadGrants.Checked.Expired(DownloadGrant grant) -> expired(request, path, grant);
      case DownloadGrants.Checked.Invalid() -> throw invalid();
    };
  }

  private Response send(Request request, String path, DownloadGrant grant) throws IOException {
    if (!covers(grant, path)) {
      throw invalid();
    }
    FileDescriptor file =
        files
            .find(grant.fileId())
            .filter(found -> found.siteId().equals(grant.siteId()))
            .filter(found -> found.operationStatus() == OperationStatus.READY)
            .orElseThrow(SignedDownloads::gone);
    String mimeType =
        file.media().asset(grant.assetKey()).map(Asset::mimeType).orElse(file.mimeType());
    boolean inline = grant.inline() && ContentSafety.isSafeInline(mimeType);
    List<Header> headers =
        List.of(
            new Header(
                "Content-Disposition",
                inline
                    ? ContentDisposition.inline(grant.fileName())
                    : ContentDisposition.attachment(grant.fileName())),
            new Header("Cache-Control", "private, max-age=" + secondsToCache(grant.life().ends())));
    return Representations.respond(request, granted(file, grant.assetKey(), headers));
  }

  private Representation granted(FileDescriptor file, String assetKey, List<Header> headers)
      throws IOException {
    if (assetKey.equals(AssetPaths.ORIGINAL)) {
      return representations.original(file, headers);
    }
    Asset asset = file.media().readyAsset(assetKey).orElseThrow(SignedDownloads::gone);
    Optional<String> rung = AssetPaths.rung(assetKey);
    return rung.isPresent()
        ? films.progressive(file, films.film(file), rung.get(), headers)
        : representations.original(FileOpener.variant(file, asset, file.isPrivate()), headers);
  }

  private static HttpProblem gone() {
    return new HttpProblem(404, "NOT_FOUND", "the file is gone");
  }

  private static Response expired(Request request, String path, DownloadGrant grant) {
    if (!covers(grant, path)) {
      throw invalid();
    }
    if (grant.redirectUrl().isPresent()) {
      return Response.empty(302)
          .with("Location", URI.create(grant.redirectUrl().get()).toASCIIString())
          .with("Cache-Control", "no-store");
    }
    if (prefersHtml(request)) {
      return new Response(
          403,
          List.of(
              new Header("Cache-Control", "no-store"),
              new Header(
                  "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")),
          new Body.Bytes("text/html; charset=utf-8", ExpiredPage.HTML));
    }
    throw new HttpProblem(
        403, "DOWNLOAD_TOKEN_EXPIRED", "the download URL has expired; ask for another");
  }

  private static boolean covers(DownloadGrant grant, String path) {
    // The path is compared as it was sent, but for the tilde, which some clients escape.
    return path.replace("%7E", "~").replace("%7e", "~").equals(grant.path())
        && FileIds.isWellFormed(grant.fileId());
  }

  private long secondsToCache(Instant expires) {
    Duration left = Duration.between(clock.instant(), expires);
    return Math.max(0, Math.min(left.toSeconds(), LONGEST_CACHING.toSeconds()));
  }

  private static boolean prefersHtml(Request request) {
    String accept = request.header("Accept").orElse("");
    int html = accept.indexOf("text/html");
    int json = accept.indexOf("application/json");
    return html >= 0 && (json < 0 || html < json);
  }

  private static HttpProblem invalid() {
    return new HttpProblem(403, "DOWNLOAD_TOKEN_INVALID", "the download URL is not valid");
  }

  /** What a person sees who opens an expired link. */
  private static final class ExpiredPage {
    private static final byte[] HTML =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>This link has expired</title>
        <style>
          :root { color-scheme: light dark }
          body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1rem }
        </style>
        <h1>This link has expired</h1>
        <p>Please ask the person or site that gave it to you for a new one.</p>
        </html>
        """
            .getBytes(StandardCharsets.UTF_8);
  }
}
