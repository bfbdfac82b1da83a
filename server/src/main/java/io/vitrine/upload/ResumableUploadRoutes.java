package io.vitrine.upload;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.access.UploadTokens;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.http.Guard;
import io.vitrine.http.Handler;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.http.Routes;
import io.vitrine.library.ResumableFinish;
import io.vitrine.library.ResumableIntake;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The routes of resumable upload: a tus 1.0.0 server and the request that makes a file of what it
 * received (contract: uploads.md section 2). Tokens and unguessable URLs are the authority.
 */
public final class ResumableUploadRoutes {
  private final ResumableIntake intake;
  private final TusCreation creation;
  private final TusUploads uploads;
  private final TusFinish finish;

  /**
   * @param fileAnswer gives the JSON answer that holds the file
   */
  public ResumableUploadRoutes(
      ResumableIntake intake,
      ResumableFinish finish,
      UploadTokens tokens,
      MeterRegistry metrics,
      BiFunction<Request, FileDescriptor, Object> fileAnswer) {
    BodyAppend appending = new BodyAppend(intake, metrics);
    this.intake = intake;
    this.creation = new TusCreation(intake, tokens, appending);
    this.uploads = new TusUploads(intake, appending);
    this.finish = new TusFinish(finish, tokens, fileAnswer);
  }

  /** Declares the routes. */
  public void declare(Routes routes) {
    String withToken = Tus.CREATION_PATH + "/{token}";
    String upload = Tus.UPLOADS_PATH + "{id}";
    add(routes, "POST", Tus.CREATION_PATH, request -> creation.create(request, Optional.empty()));
    add(
        routes,
        "POST",
        withToken,
        request -> creation.create(request, Optional.of(request.pathParameter("token"))));
    add(routes, "PUT", withToken, finish::finish);
    for (String method : List.of("HEAD", "PATCH", "DELETE", "POST")) {
      add(routes, method, upload, uploads::answer);
    }
    add(routes, "OPTIONS", Tus.CREATION_PATH, request -> options("OPTIONS, POST"));
    add(routes, "OPTIONS", withToken, request -> options("OPTIONS, POST, PUT"));
    add(routes, "OPTIONS", upload, request -> options(TusUploads.ALLOWED));
  }

  private static void add(Routes routes, String method, String pattern, Handler handler) {
    routes
        .add(method, pattern, handler)
        .withCors(Tus.CORS)
        .alwaysWith(Tus.RESUMABLE)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
  }

  /** Tells what the server can do (tus 1.0.0, OPTIONS). */
  private Response options(String allowed) {
    return Response.empty(204)
        .with("Allow", allowed)
        .with("Tus-Version", Tus.VERSION)
        .with("Tus-Extension", Tus.EXTENSIONS)
        .with("Tus-Max-Size", Long.toString(intake.maxSize()))
        .with("Tus-Checksum-Algorithm", UploadChecksum.ALGORITHMS);
  }
}
