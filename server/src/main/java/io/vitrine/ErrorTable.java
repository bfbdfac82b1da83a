package io.vitrine;

import io.vitrine.blob.NoSuchUploadException;
import io.vitrine.blob.StoreFullException;
import io.vitrine.blob.SupersededException;
import io.vitrine.blob.UploadBusyException;
import io.vitrine.blob.UploadCompletedException;
import io.vitrine.catalog.CatalogException;
import io.vitrine.delivery.transform.InvalidTransformation;
import io.vitrine.http.ErrorTranslator;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.library.Refusal;
import io.vitrine.media.PictureException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to every failure that the rooms below tell: one table of statuses and codes (contract:
 * errors.md sections 2 and 3, files-api.md 3.2).
 */
final class ErrorTable implements ErrorTranslator {

  @Override
  public Optional<HttpProblem> translate(Exception failure) {
    return switch (failure) {
      case Refusal refusal -> Optional.of(answer(refusal));
      case StoreFullException _ -> Optional.of(full());
      case SupersededException _ -> Optional.of(locked());
      case UploadBusyException _ -> Optional.of(locked());
      case NoSuchUploadException _ ->
          Optional.of(new HttpProblem(410, "UPLOAD_GONE", "the upload has ended"));
      case UploadCompletedException _ ->
          Optional.of(
              new HttpProblem(409, "UPLOAD_ALREADY_COMPLETED", "the upload is a file already"));
      case CatalogException database when database.isFull() -> Optional.of(full());
      case CatalogException _ -> Optional.of(unavailable());
      case InvalidTransformation invalid ->
          Optional.of(invalidTransformation(invalid.parameter(), invalid.getMessage()));
      case PictureException picture -> Optional.of(answer(picture));
      case IOException opening when opening.getCause() instanceof PictureException picture ->
          Optional.of(answer(picture));
      case FileNotFoundException _ ->
          Optional.of(new HttpProblem(404, "NOT_FOUND", "the file is gone"));
      default -> Optional.empty();
    };
  }

  private static HttpProblem answer(Refusal refusal) {
    return switch (refusal.reason()) {
      case RESOURCE_NOT_FOUND -> problem(404, refusal);
      case INVALID_ASSET_KEY,
          INVALID_URL_HEADERS,
          MISMATCH_MIME_TYPE,
          ZERO_FILE_SIZE,
          UNSUPPORTED_FILE_FORMAT,
          SITE_QUOTA_EXCEEDED,
          SIZE_MISMATCH,
          CHECKSUM_MISMATCH,
          UPLOAD_LENGTH_INVALID,
          UPLOAD_CONCAT_INVALID,
          MEDIA_LIMIT_EXCEEDED,
          FOLDER_IS_SYSTEM,
          FOLDER_IN_TRASH,
          FOLDER_CYCLE,
          FILE_IN_TRASH,
          TOO_MANY_SUBSCRIPTIONS ->
          problem(400, refusal);
      case DECLARED_SIZE_OVER_LIMIT -> problem(400, "FILE_SIZE_OVER_LIMIT", refusal);
      case FILE_SIZE_OVER_LIMIT -> problem(413, refusal);
      case UPLOAD_TOKEN_INVALID, UPLOAD_TOKEN_EXPIRED -> problem(403, refusal);
      case UPLOAD_ALREADY_COMPLETED, UPLOAD_NOT_FINISHED, FILE_NOT_READY -> problem(409, refusal);
      case UPLOAD_NOT_FOUND -> problem(404, refusal);
      case UPLOAD_GONE -> problem(410, refusal);
      case UPLOAD_BEING_HASHED -> later(503, "UNAVAILABLE", refusal);
      case OPEN_UPLOADS_OVER_LIMIT -> problem(507, "INSUFFICIENT_STORAGE", refusal);
      case TOO_MANY_UPLOADS -> later(429, "RESOURCE_EXHAUSTED", refusal);
      case UPLOAD_LOCKED -> problem(423, refusal);
    };
  }

  private static HttpProblem answer(PictureException failure) {
    return switch (failure.reason()) {
      case CORRUPT -> new HttpProblem(422, "IMAGE_CORRUPT", "the image is damaged");
      case TOO_LARGE ->
          new HttpProblem(422, "IMAGE_TOO_LARGE", "the image is too large to be transformed");
      case UNSUPPORTED -> invalidTransformation("id", "images of this kind cannot be transformed");
      case INVALID -> invalidTransformation("crop", failure.getMessage());
      case BUSY -> soon("too many pictures are asked for at once; try again");
      case OVER_BUDGET -> soon("the picture takes more time or memory than a picture may");
      case UNAVAILABLE -> soon("pictures cannot be made now");
    };
  }

  private static HttpProblem invalidTransformation(String parameter, String message) {
    return new HttpProblem(
        400, "INVALID_TRANSFORMATION", message, Map.of("param", parameter), List.of());
  }

  private static HttpProblem soon(String message) {
    return new HttpProblem(
        503, "UNAVAILABLE", message, Map.of(), List.of(new Header("Retry-After", "1")));
  }

  private static HttpProblem problem(int status, Refusal refusal) {
    return problem(status, refusal.reason().name(), refusal);
  }

  private static HttpProblem problem(int status, String code, Refusal refusal) {
    return new HttpProblem(status, code, refusal.getMessage(), refusal.data(), List.of());
  }

  private static HttpProblem later(int status, String code, Refusal refusal) {
    return new HttpProblem(
        status,
        code,
        refusal.getMessage(),
        refusal.data(),
        List.of(new Header("Retry-After", "5")));
  }

  private static HttpProblem locked() {
    return new HttpProblem(423, "UPLOAD_LOCKED", "another request works on this upload");
  }

  private static HttpProblem full() {
    return new HttpProblem(
        507,
        "INSUFFICIENT_STORAGE",
        "the server has no room left; nothing was stored, except that what came of a resumable"
            + " upload stays: HEAD tells how much");
  }

  private static HttpProblem unavailable() {
    return new HttpProblem(
        503,
        "UNAVAILABLE",
        "the database cannot be reached; try again",
        Map.of(),
        List.of(new Header("Retry-After", "5")));
  }
}
