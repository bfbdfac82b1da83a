package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUploads;
import io.vitrine.catalog.Upload;
import io.vitrine.library.Refusal.Reason;
import io.vitrine.media.MediaFormat;
import io.vitrine.media.MediaFormats;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What is refused before the bytes of a resumable upload come (contract: uploads.md sections 2.1
 * and 2.3; security.md threat 27).
 */
final class ResumableRules {
  /**
   * So many open parts without a token one client address may have: enough for some dozen files
   * that come in ten parts each, too few to fill the catalog with.
   */
  static final int MOST_PARTS_OF_ADDRESS = 500;

  /** So many clients it takes to use up what parts without a token may take together. */
  private static final int CLIENTS_THAT_FILL_IT = 4;

  /** So many uploads may be open for one token: far more parts than clients make of one file. */
  static final int MOST_OF_TOKEN = 1_000;

  private final Catalog catalog;
  private final TypeRules typeRules;
  private final SizeRules sizeRules;
  private final LibraryConfig config;
  private final InstantSource clock;

  ResumableRules(Catalog catalog, MediaFormats formats, LibraryConfig config, InstantSource clock) {
    this.catalog = catalog;
    this.typeRules = new TypeRules(formats);
    this.sizeRules = new SizeRules(config);
    this.config = config;
    this.clock = clock;
  }

  /**
   * A reserved upload to which bytes may still come.
   *
   * @throws Refusal {@code UPLOAD_TOKEN_INVALID}, {@code UPLOAD_TOKEN_EXPIRED}, {@code
   *     UPLOAD_ALREADY_COMPLETED}
   */
  Upload usable(String uploadId) {
    Upload upload = known(uploadId);
    if (upload.fileId().isPresent()) {
      throw UploadCompletion.alreadyCompleted();
    }
    return upload;
  }

  /**
   * A reserved upload whose token is in its time, spent or not.
   *
   * @throws Refusal {@code UPLOAD_TOKEN_INVALID}, {@code UPLOAD_TOKEN_EXPIRED}
   */
  Upload known(String uploadId) {
    Upload upload =
        catalog
            .uploads()
            .find(uploadId)
            .orElseThrow(
                () -> new Refusal(Reason.UPLOAD_TOKEN_INVALID, "the upload token is not valid"));
    if (!clock.instant().isBefore(upload.expires())) {
      throw new Refusal(
          Reason.UPLOAD_TOKEN_EXPIRED, "the upload token has expired; ask for another");
    }
    return upload;
  }

  /**
   * Refuses what can never become the file that was asked for.
   *
   * @throws Refusal {@code FILE_SIZE_OVER_LIMIT}, {@code SIZE_MISMATCH}, {@code
   *     MISMATCH_MIME_TYPE}, {@code UNSUPPORTED_FILE_FORMAT}, {@code SITE_QUOTA_EXCEEDED}
   */
  void check(Optional<Upload> reserved, ResumableRequest request) {
    reserved.ifPresent(
        upload -> typeRules.checkContentType(upload.mimeType(), request.contentType()));
    long limit = limit(reserved, request.fileName());
    request.length().ifPresent(length -> checkLength(length, limit));
    if (reserved.isPresent() && request.length().isPresent()) {
      Upload upload = reserved.get();
      long length = request.length().get();
      if (!request.isPartial()) {
        FileIntake.checkSize(upload, length);
      }
      sizeRules.checkQuota(catalog.sites(), upload.siteId(), length);
    }
  }

  /** The most bytes that an upload may have, told length or not. */
  long limit(ResumableUpload upload) {
    Optional<Upload> reserved = upload.uploadId().flatMap(catalog.uploads()::find);
    return limit(reserved, upload.fileName());
  }

  /**
   * Refuses a length over the limit.
   *
   * @throws Refusal {@code FILE_SIZE_OVER_LIMIT}
   */
  static void checkLength(long length, long limit) {
    if (length > limit) {
      throw SizeRules.overLimit(Reason.FILE_SIZE_OVER_LIMIT, limit);
    }
  }

  /**
   * The bytes that may still be opened beside those that are; negative when too many are. Parts
   * that belong to no site yet share one allowance, of which one client has a share only: nobody
   * alone can keep all others from sending parts.
   */
  long allowance(ResumableUploads uploads, ResumableUpload upload) {
    long left = left(uploads, upload.siteId());
    if (upload.siteId().isPresent()) {
      return left;
    }
    long share = config.openUploads() / CLIENTS_THAT_FILL_IT;
    return Math.min(left, share - uploads.openBytesOf(upload.address()));
  }

  private long left(ResumableUploads uploads, Optional<String> siteId) {
    return config.openUploads() - uploads.openBytes(siteId);
  }

  /**
   * Refuses what would be too much for a site, before work is done for it; {@link #checkOpen}
   * decides.
   *
   * @throws Refusal {@code OPEN_UPLOADS_OVER_LIMIT}
   */
  void checkRoom(String siteId, long more) {
    if (more > left(catalog.resumableUploads(), Optional.of(siteId))) {
      throw overOpenLimit();
    }
  }

  /**
   * Refuses an upload that would open too much. Asked in the transaction that opens it.
   *
   * @param counted bytes among those open already that are the same
   * @throws Refusal {@code OPEN_UPLOADS_OVER_LIMIT}, {@code TOO_MANY_UPLOADS}
   */
  void checkOpen(ResumableUploads uploads, ResumableUpload upload, long counted) {
    long more = upload.length().orElse(0L) - counted;
    if (more > allowance(uploads, upload)) {
      throw overOpenLimit();
    }
    if (upload.siteId().isEmpty() && uploads.openOf(upload.address()) >= MOST_PARTS_OF_ADDRESS) {
      throw new Refusal(
          Reason.TOO_MANY_UPLOADS,
          "this client has more than " + MOST_PARTS_OF_ADDRESS + " parts open; finish some first");
    }
  }

  /**
   * Refuses an upload for a token that is spent by now, or has too many open. Asked in the
   * transaction that opens it.
   *
   * @throws Refusal {@code UPLOAD_ALREADY_COMPLETED}, {@code TOO_MANY_UPLOADS}
   */
  void checkToken(Catalog.Transaction transaction, String uploadId) {
    if (transaction.uploads().find(uploadId).filter(u -> u.fileId().isPresent()).isPresent()) {
      throw UploadCompletion.alreadyCompleted();
    }
    if (transaction.resumableUploads().openOfUpload(uploadId) >= MOST_OF_TOKEN) {
      throw new Refusal(
          Reason.TOO_MANY_UPLOADS,
          "this token has " + MOST_OF_TOKEN + " uploads open; finish it or end some first");
    }
  }

  Refusal overOpenLimit() {
    return new Refusal(
        Reason.OPEN_UPLOADS_OVER_LIMIT,
        "unfinished uploads already take most of the %d bytes that they may; finish some first"
            .formatted(config.openUploads()));
  }

  private long limit(Optional<Upload> reserved, Optional<String> toldName) {
    if (reserved.isEmpty()) {
      return config.maxUploadSize();
    }
    Upload upload = reserved.get();
    Optional<MediaFormat> claim =
        typeRules.claimed(upload.mimeType(), upload.fileName().or(() -> toldName));
    return Math.min(sizeRules.limit(claim), upload.sizeInBytes().orElse(Long.MAX_VALUE));
  }

  /** What is told of a length that cannot be the upload's. */
  static Refusal badLength(String description) {
    return new Refusal(Reason.UPLOAD_LENGTH_INVALID, description, Map.of());
  }
}
