package io.vitrine.upload;

import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.Role;
import io.vitrine.catalog.ResumableUpload.State;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.ResumableIntake;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code HEAD}, {@code PATCH} and {@code DELETE} of an upload (tus 1.0.0, Core and Termination;
 * contract: uploads.md section 2.3). They need no token: nobody can guess the URL.
 */
final class TusUploads {
  static final String ALLOWED = "DELETE, HEAD, OPTIONS, PATCH, POST";

  private final ResumableIntake intake;
  private final BodyAppend appending;

  TusUploads(ResumableIntake intake, BodyAppend appending) {
    this.intake = intake;
    this.appending = appending;
  }

  /** Answers by the method that the client means, which may differ from the one that it sent. */
  Response answer(Request request) throws IOException {
    Tus.checkVersion(request);
    String id = request.pathParameter("id");
    String method =
        request
            .header("X-HTTP-Method-Override")
            .map(name -> name.toUpperCase(Locale.ROOT))
            .orElse(request.method());
    return switch (method) {
      case "HEAD" -> head(intake.find(id));
      case "PATCH" -> patch(request, intake.find(id));
      case "DELETE" -> delete(id);
      default ->
          throw new HttpProblem(
              405,
              "METHOD_NOT_ALLOWED",
              "an upload does not have that method",
              Map.of(),
              List.of(new Header("Allow", ALLOWED)));
    };
  }

  private Response head(ResumableUpload upload) throws IOException {
    long offset = intake.offset(upload);
    Response answer =
        Response.empty(200)
            .with("Cache-Control", "no-store")
            .with("Upload-Offset", Long.toString(offset));
    answer =
        upload.length().isPresent()
            ? answer.with("Upload-Length", Long.toString(upload.length().get()))
            : answer.with("Upload-Defer-Length", "1");
    if (upload.metadata().isPresent()) {
      answer = answer.with("Upload-Metadata", upload.metadata().get());
    }
    if (upload.concat().isPresent()) {
      answer = answer.with("Upload-Concat", upload.concat().get());
    }
    return isComplete(upload, offset) ? answer : Tus.expiring(answer, upload.expires());
  }

  private Response patch(Request request, ResumableUpload upload) throws IOException {
    if (upload.role() == Role.FINAL) {
      throw TusProblems.finalUpload();
    }
    if (!hasBodyType(request)) {
      throw TusProblems.contentType();
    }
    refuseEncoding(request);
    long offset =
        request
            .header("Upload-Offset")
            .flatMap(Tus::number)
            .orElseThrow(
                () -> TusProblems.malformed("Upload-Offset must be a whole number, 0 or more"));
    Optional<UploadChecksum> checksum = UploadChecksum.of(request.header("Upload-Checksum"));
    Optional<Long> length = UploadLength.told(request);
    long durable = intake.offset(upload);
    if (offset != durable) {
      throw TusProblems.offset(durable);
    }
    checkRoom(request, length.or(upload::length), offset);
    ResumableUpload told = length.isPresent() ? intake.tellLength(upload, length.get()) : upload;
    if (isComplete(told, offset) || told.state() == State.FINISHED) {
      return nothingMore(request, offset);
    }
    BodyAppend.Appended appended = appending.append(request, told, offset, checksum);
    Response answer = patched(appended.offset());
    return isComplete(told, appended.offset()) ? answer : Tus.expiring(answer, appended.expires());
  }

  /** Refuses before a byte is read what would not fit (contract: uploads.md K11). */
  private static void checkRoom(Request request, Optional<Long> length, long offset) {
    if (length.isPresent() && request.contentLength() > Math.max(0, length.get() - offset)) {
      throw TusProblems.tooMany(length.get());
    }
  }

  /** Contract: uploads.md K12. */
  private static Response nothingMore(Request request, long offset) throws IOException {
    request
        .body()
        .forEach(
            piece -> {
              if (piece.hasRemaining()) {
                throw TusProblems.tooMany(offset);
              }
            });
    return patched(offset);
  }

  private static Response patched(long offset) {
    return Response.empty(204)
        .with("Upload-Offset", Long.toString(offset))
        .with("Cache-Control", "no-store");
  }

  private Response delete(String id) throws IOException {
    intake.remove(id);
    return Response.empty(204);
  }

  private static boolean isComplete(ResumableUpload upload, long offset) {
    return upload.length().filter(length -> length == offset).isPresent();
  }

  static boolean hasBodyType(Request request) {
    return request
        .header("Content-Type")
        .filter(type -> type.split(";", 2)[0].strip().equalsIgnoreCase(Tus.BODY_TYPE))
        .isPresent();
  }

  static void refuseEncoding(Request request) {
    if (request
        .header("Content-Encoding")
        .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
        .isPresent()) {
      throw TusProblems.contentEncoding();
    }
  }
}
