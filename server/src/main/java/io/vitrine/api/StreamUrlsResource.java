package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.Permission;
import io.vitrine.access.StreamGrant;
import io.vitrine.access.StreamGrants;
import io.vitrine.access.UrlLife;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.FileFinder;
import io.vitrine.library.FilmRungs;
import io.vitrine.media.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The method that hands out streaming URLs (contract: files-api.md section 10, delivery.md section
 * 9.2).
 */
public final class StreamUrlsResource {
  private static final int MIN_MINUTES = 60;
  private static final int MAX_MINUTES = 1440;

  private final FileFinder finder;
  private final StreamGrants grants;
  private final InstantSource clock;

  public StreamUrlsResource(FileFinder finder, StreamGrants grants, InstantSource clock) {
    this.finder = finder;
    this.grants = grants;
    this.clock = clock;
  }

  /** Adds the method. */
  public void declare(ApiRoutes api) {
    api.add("POST", "/files/generate-video-stream-url", Permission.FILES_READ, this::generate);
  }

  private enum Format {
    UNKNOWN("HLS", "master.m3u8"),
    HLS("HLS", "master.m3u8"),
    DASH("DASH", "manifest.mpd");

    private final String assetKey;
    private final String fileName;

    Format(String assetKey, String fileName) {
      this.assetKey = assetKey;
      this.fileName = fileName;
    }
  }

  private Response generate(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    String fileId = fields.requiredText("fileId", FilesResource.MAX_FILE_ID);
    Format format = fields.choice("format", Format.class).orElse(Format.HLS);
    int minutes =
        fields.integer("expirationInMinutes", MIN_MINUTES, MAX_MINUTES).orElse(MAX_MINUTES);
    fields.check();
    FileDescriptor film = finder.get(request.get(Caller.class).siteId(), fileId);
    String path = path(film, format);
    String url = request.origin() + (film.isPrivate() ? "/stream/" + token(film, minutes) : "");
    return Response.json(
        Map.of("downloadUrl", Map.of("assetKey", format.assetKey, "url", url + path)));
  }

  private static String path(FileDescriptor film, Format format) {
    if (film.mediaType() != MediaType.VIDEO) {
      throw new HttpProblem(400, "INVALID_ARGUMENT", "only videos can be streamed");
    }
    List<String> rungs =
        film.operationStatus() == OperationStatus.READY ? FilmRungs.of(film) : List.of();
    if (rungs.isEmpty()) {
      throw new HttpProblem(
          409, "FILE_NOT_READY", "the video has nothing that could be streamed yet");
    }
    return "/video/%s/%s/mp4/file.mp4.urlset/%s"
        .formatted(film.id(), FilmRungs.listOf(rungs), format.fileName);
  }

  private String token(FileDescriptor film, int minutes) {
    UrlLife life = UrlLife.of(clock.instant(), Duration.ofMinutes(minutes));
    return grants.issue(new StreamGrant(film.siteId(), film.id(), life));
  }
}
