package io.vitrine.upload;

import io.vitrine.access.UploadTokens;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.http.CorsPolicy;
import io.vitrine.http.Guard;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.http.Routes;
import io.vitrine.library.FileIntake;
import io.vitrine.library.IncomingFile;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * {@code PUT /upload/{token}}: one file in one request (contract: uploads.md section 1). The token
 * in the URL is the authority; an {@code Authorization} header is not looked at.
 */
public final class PlainUpload {
  private static final CorsPolicy CORS =
      new CorsPolicy(
          List.of("PUT", "OPTIONS"),
          List.of("Content-Type", "Content-MD5", "Digest", "Content-Digest", "Repr-Digest"),
          List.of("X-Wix-Request-Id"));

  private final FileIntake intake;
  private final UploadTokens tokens;
  private final BiFunction<Request, FileDescriptor, Object> fileAnswer;

  /**
   * @param fileAnswer gives the JSON answer that holds the file
   */
  public PlainUpload(
      FileIntake intake,
      UploadTokens tokens,
      BiFunction<Request, FileDescriptor, Object> fileAnswer) {
    this.intake = intake;
    this.tokens = tokens;
    this.fileAnswer = fileAnswer;
  }

  /** Declares the route. */
  public void declare(Routes routes) {
    routes
        .add("PUT", "/upload/{token}", this::receive)
        .withCors(CORS)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
  }

  private Response receive(Request request) throws IOException {
    String uploadId =
        switch (tokens.verify(request.pathParameter("token"))) {
          case UploadTokens.Checked.Valid(String id) -> id;
          case UploadTokens.Checked.Expired() ->
              throw new HttpProblem(
                  403, "UPLOAD_TOKEN_EXPIRED", "the upload URL has expired; ask for another");
          case UploadTokens.Checked.Invalid() ->
              throw new HttpProblem(403, "UPLOAD_TOKEN_INVALID", "the upload URL is not valid");
        };
    refuseEncoding(request);
    BodyDigests digests = BodyDigests.of(request);
    long length = request.contentLength();
    IncomingFile incoming =
        new IncomingFile(
            request.header("Content-Type"),
            ToldName.of(request),
            length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
            sink -> {
              request
                  .body()
                  .forEach(
                      piece -> {
                        digests.update(piece);
                        sink.take(piece);
                      });
              digests.verify();
            });
    return Response.json(fileAnswer.apply(request, intake.receive(uploadId, incoming)));
  }

  private static void refuseEncoding(Request request) {
    request
        .header("Content-Encoding")
        .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
        .ifPresent(
            encoding -> {
              throw new HttpProblem(
                  415, "UNSUPPORTED_CONTENT_ENCODING", "the bytes must be sent as they are");
            });
  }
}
