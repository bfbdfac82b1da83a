package io.vitrine.delivery;

import io.vitrine.access.StreamGrant;
import io.vitrine.access.StreamGrants;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.delivery.streaming.Film;
import io.vitrine.http.Guard;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Representation;
import io.vitrine.http.Representations;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.http.Routes;
import io.vitrine.library.FileIds;
import io.vitrine.library.FileOpener;
import io.vitrine.media.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Films as players ask for them: playlists, segments, and progressive files (contract: delivery.md
 * section 9). Those of private films have the same paths behind a token, which is a part of the
 * path so that relative URIs keep it; it is checked with every request.
 */
public final class FilmStreams {
  private static final Duration LONGEST_CACHING = Duration.ofHours(1);
  private static final String LIST = "/video/{id}/{rungs}/mp4/file.mp4.urlset";
  private static final String RUNG = "/video/{id}/{rung}/mp4/file.mp4";

  private final FileOpener files;
  private final PublicLookup lookup;
  private final FilmRepresentations representations;
  private final StreamGrants grants;
  private final InstantSource clock;

  public FilmStreams(
      FileOpener files,
      FilmRepresentations representations,
      StreamGrants grants,
      InstantSource clock) {
    this.files = files;
    this.lookup = new PublicLookup(files);
    this.representations = representations;
    this.grants = grants;
    this.clock = clock;
  }

  /** Gives what is behind a path of a film, with these headers. */
  private interface Answer {
    Representation of(Request request, FileDescriptor file, Film film, List<Header> headers)
        throws IOException;
  }

  /** Declares the routes. */
  public void declare(Routes routes) {
    declare(
        routes,
        LIST + "/master.m3u8",
        (request, file, film, headers) ->
            representations.master(file, film, request.pathParameter("rungs"), headers));
    declare(
        routes,
        LIST + "/manifest.mpd",
        (request, file, film, headers) ->
            representations.manifest(file, film, request.pathParameter("rungs"), headers));
    declare(
        routes,
        RUNG,
        (request, file, film, headers) ->
            representations.progressive(file, film, request.pathParameter("rung"), headers));
    declare(
        routes,
        RUNG + "/{name}",
        (request, file, film, headers) ->
            representations.part(
                file, film, request.pathParameter("rung"), request.pathParameter("name"), headers));
  }

  private void declare(Routes routes, String pattern, Answer answer) {
    routes
        .add("GET", pattern, request -> sendPublic(request, answer))
        .withCors(PublicCors.POLICY)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("GET", "/stream/{token}" + pattern, request -> sendGranted(request, answer))
        .withCors(PublicCors.POLICY)
        .alwaysWith(ContentSafety.NO_REFERRER)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
  }

  private Response sendPublic(Request request, Answer answer) throws IOException {
    FileDescriptor file =
        lookup.require(
            Optional.empty(),
            request.pathParameter("id"),
            found -> found.mediaType() == MediaType.VIDEO);
    return send(request, file, PublicLookup.PUBLIC_MEDIA, answer);
  }

  private Response sendGranted(Request request, Answer answer) throws IOException {
    return switch (grants.verify(request.pathParameter("token"))) {
      case StreamGrants.Checked.Valid(StreamGrant grant) -> sendGranted(request, grant, answer);
      case StreamGrants.Checked.Expired() ->
          throw new HttpProblem(
              403, "DOWNLOAD_TOKEN_EXPIRED", "the streaming URL has expired; ask for another");
      case StreamGrants.Checked.Invalid() -> throw invalid();
    };
  }

  private Response sendGranted(Request request, StreamGrant grant, Answer answer)
      throws IOException {
    if (!grant.fileId().equals(request.pathParameter("id"))
        || !FileIds.isWellFormed(grant.fileId())) {
      throw invalid();
    }
    FileDescriptor file =
        files
            .find(grant.fileId())
            .filter(found -> found.siteId().equals(grant.siteId()))
            .filter(found -> found.mediaType() == MediaType.VIDEO)
            .filter(found -> found.operationStatus() == OperationStatus.READY)
            .orElseThrow(() -> new HttpProblem(404, "NOT_FOUND", "the film is gone"));
    List<Header> headers =
        List.of(
            new Header("Cache-Control", "private, max-age=" + secondsToCache(grant.life().ends())));
    return send(request, file, headers, answer);
  }

  private Response send(Request request, FileDescriptor file, List<Header> headers, Answer answer)
      throws IOException {
    return Representations.respond(
        request, answer.of(request, file, representations.film(file), headers));
  }

  private long secondsToCache(Instant expires) {
    Duration left = Duration.between(clock.instant(), expires);
    return Math.max(0, Math.min(left.toSeconds(), LONGEST_CACHING.toSeconds()));
  }

  private static HttpProblem invalid() {
    return new HttpProblem(403, "DOWNLOAD_TOKEN_INVALID", "the streaming URL is not valid");
  }
}
