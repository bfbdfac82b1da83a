package io.vitrine.upload;

import io.vitrine.access.ClientNetwork;
import io.vitrine.access.UploadTokens;
import io.vitrine.blob.StoreFullException;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.FileNames;
import io.vitrine.library.Refusal;
import io.vitrine.library.ResumableConcatenation;
import io.vitrine.library.ResumableIntake;
import io.vitrine.library.ResumableRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code POST /upload/tus}: makes an upload, with its first bytes or out of parts when the client
 * wants so (tus 1.0.0, Creation, Creation With Upload, Concatenation; contract: uploads.md sections
 * 2.1 and 2.3).
 */
final class TusCreation {
  private static final int CREATED = 201;

  private final ResumableIntake intake;
  private final ResumableConcatenation concatenation;
  private final UploadTokens tokens;
  private final BodyAppend appending;

  TusCreation(ResumableIntake intake, UploadTokens tokens, BodyAppend appending) {
    this.intake = intake;
    this.concatenation = intake.concatenation();
    this.tokens = tokens;
    this.appending = appending;
  }

  /**
   * Makes an upload.
   *
   * @param pathToken for clients that cannot set metadata
   */
  Response create(Request request, Optional<String> pathToken) throws IOException {
    Tus.checkVersion(request);
    UploadMetadata metadata = UploadMetadata.of(request.headers("Upload-Metadata"));
    return switch (UploadConcat.of(request.header("Upload-Concat"))) {
      case UploadConcat.Final(String header, List<String> parts) -> {
        refuseLength(request);
        String uploadId =
            uploadId(request, metadata, pathToken).orElseThrow(TusProblems::missingToken);
        refuseBody(request);
        ResumableRequest wanted =
            wanted(request, metadata, Optional.of(uploadId), Optional.empty(), header, false);
        ResumableUpload upload = concatenation.concatenate(wanted, parts);
        yield created(request, upload, upload.length().orElseThrow());
      }
      case UploadConcat.Partial(String header) ->
          begin(
              request,
              wanted(
                  request,
                  metadata,
                  uploadId(request, metadata, pathToken),
                  length(request),
                  header,
                  true));
      case UploadConcat.None() -> {
        Optional<Long> length = length(request);
        String uploadId =
            uploadId(request, metadata, pathToken).orElseThrow(TusProblems::missingToken);
        yield begin(request, wanted(request, metadata, Optional.of(uploadId), length, "", false));
      }
    };
  }

  private Response begin(Request request, ResumableRequest wanted) throws IOException {
    if (!TusUploads.hasBodyType(request)) {
      refuseBody(request);
      return created(request, intake.create(wanted), 0);
    }
    TusUploads.refuseEncoding(request);
    Optional<UploadChecksum> checksum = UploadChecksum.of(request.header("Upload-Checksum"));
    long end = wanted.length().orElseGet(intake::maxSize);
    if (request.contentLength() > end) {
      throw TusProblems.tooMany(end);
    }
    ResumableUpload upload = intake.create(wanted);
    try {
      BodyAppend.Appended appended = appending.append(request, upload, 0, checksum);
      return created(request, upload, appended.offset());
    } catch (HttpProblem | Refusal | StoreFullException refused) {
      // The client never learns of an upload whose creation failed (contract: uploads.md W3, S8).
      intake.remove(upload.id());
      throw refused;
    }
  }

  private Response created(Request request, ResumableUpload upload, long offset) {
    Response answer =
        Response.empty(CREATED)
            .with("Location", request.origin() + Tus.UPLOADS_PATH + upload.id())
            .with("Upload-Offset", Long.toString(offset))
            .with("Cache-Control", "no-store");
    return upload.length().filter(length -> length == offset).isPresent()
        ? answer
        : Tus.expiring(answer, upload.expires());
  }

  private ResumableRequest wanted(
      Request request,
      UploadMetadata metadata,
      Optional<String> uploadId,
      Optional<Long> length,
      String concat,
      boolean isPartial) {
    return new ResumableRequest(
        uploadId,
        ClientNetwork.of(request.remoteAddress()),
        length,
        metadata.header(),
        metadata
            .first("filename", "name")
            .map(FileNames::lastSegment)
            .filter(name -> !name.isBlank())
            .map(FileNames::cut),
        metadata.first("contentType", "filetype"),
        isPartial,
        Optional.of(concat).filter(header -> !header.isEmpty()));
  }

  private static Optional<Long> length(Request request) {
    return switch (UploadLength.of(request)) {
      case UploadLength.Known(long bytes) -> Optional.of(bytes);
      case UploadLength.Deferred() -> Optional.empty();
    };
  }

  /** Tus 1.0.0, Concatenation: a final upload has the length of its parts. */
  private static void refuseLength(Request request) {
    if (request.header("Upload-Length").isPresent()
        || request.header("Upload-Defer-Length").isPresent()) {
      throw TusProblems.length("an upload that is put together has the length of its parts");
    }
  }

  /** A body that is not said to be the upload's bytes would be lost without a word. */
  private static void refuseBody(Request request) throws IOException {
    if (request.contentLength() > 0) {
      throw TusProblems.contentType();
    }
    request
        .body()
        .forEach(
            piece -> {
              if (piece.hasRemaining()) {
                throw TusProblems.contentType();
              }
            });
  }

  /**
   * The reserved upload that the token names, wherever the token stands; an {@code Authorization}
   * that is none of ours is meant for somebody else.
   */
  private Optional<String> uploadId(
      Request request, UploadMetadata metadata, Optional<String> pathToken) {
    Optional<String> told = metadata.first("token").or(() -> pathToken);
    if (told.isPresent()) {
      return Optional.of(
          switch (tokens.verify(told.get())) {
            case UploadTokens.Checked.Valid(String id) -> id;
            case UploadTokens.Checked.Expired() -> throw TusProblems.expiredToken();
            case UploadTokens.Checked.Invalid() -> throw TusProblems.invalidToken();
          });
    }
    return request
        .header("Authorization")
        .map(TusCreation::withoutScheme)
        .flatMap(
            token ->
                switch (tokens.verify(token)) {
                  case UploadTokens.Checked.Valid(String id) -> Optional.of(id);
                  case UploadTokens.Checked.Expired() -> throw TusProblems.expiredToken();
                  case UploadTokens.Checked.Invalid() -> Optional.empty();
                });
  }

  private static String withoutScheme(String credential) {
    return credential.toLowerCase(Locale.ROOT).startsWith("bearer ")
        ? credential.substring("bearer ".length()).strip()
        : credential;
  }
}
