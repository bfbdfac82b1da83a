package io.vitrine.library;

import io.vitrine.blob.BlobStore;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.Upload;
import io.vitrine.library.Refusal.Reason;
import io.vitrine.media.Detector;
import io.vitrine.media.MediaFormat;
import io.vitrine.media.MediaFormats;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes files in: first a place for one file is reserved (an upload, told to the client as a URL),
 * then its bytes are received (contract: uploads.md section 1). The bytes are durable and named
 * before the one transaction that makes the file exist, so a crash leaves either the whole file or
 * an orphan blob (design decision 1).
 */
public final class FileIntake {
  private final Catalog catalog;
  private final BlobStore blobs;
  private final TypeRules typeRules;
  private final SizeRules sizeRules;
  private final UploadCompletion completion;
  private final LibraryConfig config;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  public FileIntake(
      Catalog catalog,
      BlobStore blobs,
      Detector detector,
      MediaFormats formats,
      FolderEditor folderEditor,
      ProcessingSchedule schedule,
      LibraryConfig config,
      InstantSource clock,
      SecureRandom random) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.typeRules = new TypeRules(formats);
    this.sizeRules = new SizeRules(config);
    this.completion =
        new UploadCompletion(
            new FileExaminer(blobs, detector, formats, sizeRules),
            sizeRules,
            new FileIds(random),
            folderEditor,
            schedule,
            clock);
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Reserves an upload that lives as long as the configuration says.
   *
   * @throws Refusal for a type, size, quota or folder that can never work
   */
  public Upload reserve(String siteId, UploadRequest request) {
    return reserve(siteId, request, config.uploadExpiry());
  }

  /**
   * Reserves an upload whose bytes may come in pieces, over days.
   *
   * @throws Refusal as {@link #reserve}
   */
  public Upload reserveResumable(String siteId, UploadRequest request) {
    return reserve(siteId, request, config.resumableExpiry());
  }

  private Upload reserve(String siteId, UploadRequest request, Duration life) {
    Optional<String> fileName =
        request.fileName().filter(name -> !name.isBlank()).map(FileNames::cut);
    Optional<MediaFormat> format = typeRules.claimed(request.mimeType(), fileName);
    request
        .sizeInBytes()
        .ifPresent(size -> sizeRules.checkDeclared(size, format, Reason.DECLARED_SIZE_OVER_LIMIT));
    Instant now = now();
    Upload upload =
        new Upload(
            randomId(),
            siteId,
            request.mimeType(),
            fileName,
            request.sizeInBytes().isPresent()
                ? Optional.of(request.sizeInBytes().getAsLong())
                : Optional.empty(),
            request.parentFolderId(),
            request.filePath(),
            request.isPrivate(),
            request.labels(),
            request.internalTags(),
            request.externalInfo(),
            now,
            now.plus(life),
            Optional.empty());
    FolderEditor.checkTarget(catalog.folders(), siteId, upload.parentFolderId());
    sizeRules.checkQuota(catalog.sites(), siteId, request.sizeInBytes().orElse(0));
    catalog.write(
        transaction -> {
          transaction.uploads().insert(upload);
          return upload;
        });
    return upload;
  }

  /**
   * Receives the bytes of a reserved upload. When it returns, the file is durable and visible, but
   * may be pending; when it throws, nothing of it remains and the upload can be tried again until
   * it expires.
   *
   * @throws Refusal as told in uploads.md section 1.2
   */
  public FileDescriptor receive(String uploadId, IncomingFile incoming) throws IOException {
    if (!running.add(uploadId)) {
      throw new Refusal(Reason.UPLOAD_LOCKED, "the upload is in progress already");
    }
    try {
      Upload upload = usable(uploadId);
      WrittenBlob blob = write(upload, incoming);
      return finish(upload, incoming, blob);
    } finally {
      running.remove(uploadId);
    }
  }

  private Upload usable(String uploadId) {
    Upload upload =
        catalog
            .uploads()
            .find(uploadId)
            .orElseThrow(
                () -> new Refusal(Reason.UPLOAD_TOKEN_INVALID, "the upload URL is not valid"));
    if (upload.fileId().isPresent()) {
      throw UploadCompletion.alreadyCompleted();
    }
    if (!clock.instant().isBefore(upload.expires())) {
      throw new Refusal(Reason.UPLOAD_TOKEN_EXPIRED, "the upload URL has expired; ask for another");
    }
    return upload;
  }

  private WrittenBlob write(Upload upload, IncomingFile incoming) throws IOException {
    Optional<String> fileName = upload.fileName().or(incoming::fileName);
    Optional<MediaFormat> claim = typeRules.claimed(upload.mimeType(), fileName);
    typeRules.checkContentType(upload.mimeType(), incoming.contentType());
    if (incoming.declaredSize().isPresent()) {
      long declared = incoming.declaredSize().getAsLong();
      sizeRules.checkDeclared(declared, claim, Reason.FILE_SIZE_OVER_LIMIT);
      checkSize(upload, declared);
      sizeRules.checkQuota(catalog.sites(), upload.siteId(), declared);
    }
    long limit = sizeRules.limit(claim);
    try (BlobWriter writer = blobs.create()) {
      incoming
          .bytes()
          .sendTo(
              piece -> {
                if (writer.size() + piece.remaining() > limit) {
                  throw SizeRules.overLimit(Reason.FILE_SIZE_OVER_LIMIT, limit);
                }
                writer.write(piece);
              });
      if (writer.size() == 0) {
        throw SizeRules.zero();
      }
      checkSize(upload, writer.size());
      return writer.commit();
    }
  }

  private FileDescriptor finish(Upload upload, IncomingFile incoming, WrittenBlob blob)
      throws IOException {
    FileDescriptor stored;
    try {
      stored = completion.complete(upload, incoming.fileName(), blob, _ -> {});
    } catch (Refusal refusal) {
      blobs.delete(blob.key());
      throw refusal;
    } catch (CatalogException failure) {
      // Only a full database surely kept nothing. After any other failure the row may exist, so the
      // bytes stay: at worst they are an orphan, which the sweeper removes.
      if (failure.isFull()) {
        blobs.delete(blob.key());
      }
      throw failure;
    }
    if (!stored.blob().orElseThrow().key().equals(blob.key().value())) {
      blobs.delete(blob.key());
    }
    return stored;
  }

  static void checkSize(Upload upload, long size) {
    upload
        .sizeInBytes()
        .filter(expected -> expected != size)
        .ifPresent(
            expected -> {
              throw new Refusal(
                  Reason.SIZE_MISMATCH,
                  "the upload is for " + expected + " bytes, but " + size + " were sent");
            });
  }

  private String randomId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
