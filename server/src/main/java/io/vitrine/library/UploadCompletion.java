package io.vitrine.library;

import io.vitrine.blob.WrittenBlob;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileMedia;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.State;
import io.vitrine.catalog.Upload;
import io.vitrine.library.Refusal.Reason;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the file of a reserved upload out of bytes that are durable already: one transaction, after
 * which the file exists and the upload is spent (design decision 1). The same for plain and
 * resumable uploads; what becomes of the bytes after a failure is the caller's business.
 */
final class UploadCompletion {
  private static final String UPLOADED_TAG = "_fileOrigin_uploaded";

  private final FileExaminer examiner;
  private final SizeRules sizeRules;
  private final FileIds fileIds;
  private final FolderEditor folderEditor;
  private final ProcessingSchedule schedule;
  private final InstantSource clock;

  UploadCompletion(
      FileExaminer examiner,
      SizeRules sizeRules,
      FileIds fileIds,
      FolderEditor folderEditor,
      ProcessingSchedule schedule,
      InstantSource clock) {
    this.examiner = examiner;
    this.sizeRules = sizeRules;
    this.fileIds = fileIds;
    this.folderEditor = folderEditor;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** What else the transaction does that makes the file. */
  @FunctionalInterface
  interface Addition {
    void in(Catalog.Transaction transaction);
  }

  /**
   * Adds the file.
   *
   * @param toldName told with the bytes; one told when the upload was reserved wins
   * @param addition comes or goes with the file
   * @return the file, which may be pending; it names other bytes when the site had the same ones
   *     already
   * @throws Refusal for bytes that may not be kept (uploads.md section 1.2), or {@code
   *     UPLOAD_ALREADY_COMPLETED}; nothing was changed
   */
  FileDescriptor complete(
      Upload upload, Optional<String> toldName, WrittenBlob blob, Addition addition)
      throws IOException {
    FileDescriptor file = describe(upload, toldName, blob);
    return schedule.add(
        file,
        transaction -> {
          FileDescriptor placed = insert(transaction, upload, file);
          addition.in(transaction);
          return placed;
        });
  }

  private FileDescriptor describe(Upload upload, Optional<String> toldName, WrittenBlob blob)
      throws IOException {
    FileExaminer.Examined found =
        examiner.examine(blob, upload.mimeType(), upload.fileName().or(() -> toldName));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new FileDescriptor(
        upload.siteId(),
        fileIds.create(upload.siteId(), found.format()),
        upload.parentFolderId(),
        found.name(),
        found.format().mediaType(),
        found.format().mimeType(),
        upload.isPrivate(),
        schedule.firstStatus(found.format().mediaType()),
        State.OK,
        Optional.of(found.bytes()),
        found.pixelSize(),
        FileMedia.NONE,
        upload.labels(),
        Stream.concat(Stream.of(UPLOADED_TAG), upload.internalTags().stream()).distinct().toList(),
        Optional.empty(),
        upload.externalInfo(),
        now,
        now);
  }

  private FileDescriptor insert(
      Catalog.Transaction transaction, Upload upload, FileDescriptor file) {
    if (!transaction.uploads().complete(upload.id(), file.id())) {
      throw alreadyCompleted();
    }
    BlobReference candidate = file.blob().orElseThrow();
    sizeRules.checkQuota(transaction.sites(), file.siteId(), candidate.size());
    String folderId =
        folderEditor.resolvePath(
            transaction, file.siteId(), liveFolder(transaction, upload), upload.filePath());
    BlobReference shared = transaction.blobs().share(file.siteId(), candidate);
    FileDescriptor placed = file.placed(folderId, shared);
    transaction.files().insert(placed);
    schedule.begin(transaction, placed);
    return placed;
  }

  /** The folder may have gone since the upload was reserved; the bytes must not go with it. */
  private static String liveFolder(Catalog.Transaction transaction, Upload upload) {
    return transaction
        .folders()
        .find(upload.siteId(), upload.parentFolderId())
        .filter(folder -> folder.state() == State.OK)
        .map(Folder::id)
        .orElse(RootFolder.MEDIA_ROOT.folderId());
  }

  static Refusal alreadyCompleted() {
    return new Refusal(Reason.UPLOAD_ALREADY_COMPLETED, "the upload URL was used already");
  }
}
