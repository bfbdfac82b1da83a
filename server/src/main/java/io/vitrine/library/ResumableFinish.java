package io.vitrine.library;

import io.vitrine.blob.BlobStore;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.Role;
import io.vitrine.catalog.Upload;
import io.vitrine.library.Refusal.Reason;
import io.vitrine.media.Detector;
import io.vitrine.media.MediaFormats;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a file of a complete resumable upload (contract: uploads.md section 2.1, finish). Takes the
 * same time whatever the size: the bytes are not copied, and not read again unless their digests
 * are not known. That is so for what lay there when the server was started, and for an upload that
 * was put together, behind its first part. Asked again it gives the same file.
 */
public final class ResumableFinish {
  private static final Logger log = LoggerFactory.getLogger(ResumableFinish.class);

  /**
   * So long an answer waits, for its turn and for digests together: less than the minute after
   * which proxies in front of servers commonly give up, so that the client gets our answer and not
   * theirs.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final Catalog catalog;
  private final UploadStore store;
  private final BlobStore blobs;
  private final ResumableRules rules;
  private final SizeRules sizeRules;
  private final UploadCompletion completion;
  private final InstantSource clock;
  private final Turns turns = new Turns();

  public ResumableFinish(
      Catalog catalog,
      UploadStore store,
      BlobStore blobs,
      Detector detector,
      MediaFormats formats,
      FolderEditor folderEditor,
      ProcessingSchedule schedule,
      LibraryConfig config,
      InstantSource clock,
      SecureRandom random) {
    this.catalog = catalog;
    this.store = store;
    this.blobs = blobs;
    this.rules = new ResumableRules(catalog, formats, config, clock);
    this.sizeRules = new SizeRules(config);
    this.completion =
        new UploadCompletion(
            new FileExaminer(blobs, detector, formats, sizeRules),
            sizeRules,
            new FileIds(random),
            folderEditor,
            schedule,
            clock);
    this.clock = clock;
  }

  /**
   * Makes the file, or gives the one that was made.
   *
   * @param uploadId the reserved upload that the token names
   * @param fileName told now; one told when the upload was reserved wins
   * @throws Refusal {@code UPLOAD_NOT_FOUND} when nothing came, {@code UPLOAD_NOT_FINISHED} when
   *     not all came, {@code UPLOAD_BEING_HASHED} when it takes longer than an answer may wait, and
   *     as a plain upload; the bytes stay then
   */
  public FileDescriptor finish(String uploadId, Optional<String> fileName) throws IOException {
    Instant deadline = clock.instant().plus(PATIENCE);
    try (Turns.Turn _ = turn(uploadId)) {
      Upload reserved = rules.known(uploadId);
      if (reserved.fileId().isPresent()) {
        return made(reserved, reserved.fileId().get());
      }
      List<ResumableUpload> open = catalog.resumableUploads().openFor(uploadId);
      ResumableUpload whole = newestComplete(open);
      check(reserved, whole.length().orElseThrow());
      WrittenBlob blob = complete(whole, deadline);
      FileDescriptor file = add(reserved, fileName.or(whole::fileName), blob, whole, open);
      free(open, blob, file);
      return file;
    }
  }

  private Turns.Turn turn(String uploadId) {
    try {
      return turns.take(uploadId, PATIENCE).orElseThrow(ResumableFinish::beingFinished);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw beingFinished();
    }
  }

  private static Refusal beingFinished() {
    return new Refusal(Reason.UPLOAD_LOCKED, "the upload is being finished already");
  }

  private FileDescriptor made(Upload reserved, String fileId) {
    return catalog
        .files()
        .find(reserved.siteId(), fileId)
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.UPLOAD_ALREADY_COMPLETED,
                    "the upload became a file, which was deleted since"));
  }

  private ResumableUpload newestComplete(List<ResumableUpload> open) throws IOException {
    OptionalLong newestOffset = OptionalLong.empty();
    for (ResumableUpload upload : open) {
      OptionalLong offset =
          upload.role() == Role.PARTIAL || isExpired(upload)
              ? OptionalLong.empty()
              : store.offset(ResumableIntake.key(upload));
      if (offset.isPresent()) {
        long stored = offset.getAsLong();
        if (upload.length().filter(length -> length == stored).isPresent()) {
          return upload;
        }
        newestOffset = newestOffset.isPresent() ? newestOffset : offset;
      }
    }
    if (newestOffset.isPresent()) {
      throw new Refusal(
          Reason.UPLOAD_NOT_FINISHED,
          "not all bytes of the upload have come",
          Map.of("uploadOffset", Long.toString(newestOffset.getAsLong())));
    }
    throw new Refusal(Reason.UPLOAD_NOT_FOUND, "nothing was uploaded with this token");
  }

  private boolean isExpired(ResumableUpload upload) {
    return !clock.instant().isBefore(upload.expires());
  }

  /** What can be told without the bytes is refused while they are still an upload. */
  private void check(Upload reserved, long length) {
    if (length == 0) {
      throw SizeRules.zero();
    }
    FileIntake.checkSize(reserved, length);
    sizeRules.checkQuota(catalog.sites(), reserved.siteId(), length);
  }

  private WrittenBlob complete(ResumableUpload upload, Instant deadline) throws IOException {
    return store.complete(
        ResumableIntake.key(upload),
        hashed -> {
          if (clock.instant().isAfter(deadline)) {
            throw new Refusal(
                Reason.UPLOAD_BEING_HASHED,
                "the server is still reading bytes of the upload whose hash it does not know; ask again",
                Map.of("hashedBytes", Long.toString(hashed)));
          }
        });
  }

  private FileDescriptor add(
      Upload reserved,
      Optional<String> name,
      WrittenBlob blob,
      ResumableUpload whole,
      List<ResumableUpload> open)
      throws IOException {
    try {
      return completion.complete(
          reserved,
          name,
          blob,
          transaction -> {
            transaction.resumableUploads().finish(whole.id());
            for (ResumableUpload other : open) {
              if (!other.id().equals(whole.id())) {
                transaction.resumableUploads().remove(other.id(), clock.instant());
              }
            }
          });
    } catch (Refusal refusal) {
      // The upload still has its bytes, for another try under a better name.
      blobs.delete(blob.key());
      throw refusal;
    } catch (CatalogException failure) {
      if (failure.isFull()) {
        blobs.delete(blob.key());
      }
      throw failure;
    }
  }

  /** The file exists: what fails here is no failure of the client's, and the sweeper mends it. */
  private void free(List<ResumableUpload> open, WrittenBlob blob, FileDescriptor file) {
    try {
      if (!file.blob().orElseThrow().key().equals(blob.key().value())) {
        blobs.delete(blob.key());
      }
      for (ResumableUpload upload : open) {
        store.delete(ResumableIntake.key(upload));
      }
    } catch (IOException failure) {
      log.warn("bytes of a finished upload could not be removed now", failure);
    }
  }
}
