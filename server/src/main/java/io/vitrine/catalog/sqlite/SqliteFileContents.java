package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileContent;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFacts;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.Files;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.SearchText;
import io.vitrine.media.PixelSize;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Changes of files by the server itself: their bytes, what is made of them, how it ended. */
record SqliteFileContents(
    Session session, Files files, SearchIndex index, SqliteAssets assets, SqliteBlobs blobs) {
  private static final String TABLE = "file";

  boolean fill(String siteId, String fileId, FileContent content) {
    Optional<FileDescriptor> pending =
        pending(siteId, fileId).filter(file -> file.blob().isEmpty());
    if (pending.isEmpty()) {
      return false;
    }
    FileRow row = FileRow.find(session, siteId, fileId).orElseThrow();
    int kind = Codes.kind(content.mediaType(), pending.get().isPrivate());
    String words =
        FileWords.of(content.displayName(), content.mimeType(), pending.get().labels(), row.text());
    session.update(
        "update file set kind = ?, name = ?, sort_key = ?, words = ?, size = ?, updated = ?,"
            + " mime_type = ?, status = ?, blob = ?, width = ?, height = ? where seq = ?",
        kind,
        content.displayName(),
        SearchText.sortKey(content.displayName()),
        words,
        content.blob().size(),
        Columns.millis(content.updated()),
        content.mimeType(),
        content.status().name(),
        Columns.bytes(content.blob().key()),
        content.pixelSize().map(PixelSize::width).orElse(null),
        content.pixelSize().map(PixelSize::height).orElse(null),
        row.seq());
    session.update(
        "update site set bytes = bytes + ?, kinds = kinds | ? where number = ?",
        content.blob().size(),
        1 << kind,
        row.site());
    index(row, words);
    return true;
  }

  boolean describe(String siteId, String fileId, FileFacts facts) {
    Optional<FileDescriptor> found = files.find(siteId, fileId);
    if (found.isEmpty()) {
      return false;
    }
    FileDescriptor file = found.get();
    FileRow row = FileRow.find(session, siteId, fileId).orElseThrow();
    Optional<String> text = facts.text().map(FileWords::ofText).or(row::text);
    String words = FileWords.of(file.displayName(), file.mimeType(), file.labels(), text);
    Optional<PixelSize> size = facts.pixelSize().or(file::pixelSize);
    session.update(
        "update file set facts = coalesce(?, facts), width = ?, height = ?, text = ?, words = ?"
            + " where seq = ?",
        facts.json().orElse(null),
        size.map(PixelSize::width).orElse(null),
        size.map(PixelSize::height).orElse(null),
        text.orElse(null),
        words,
        row.seq());
    index(row, words);
    return true;
  }

  boolean putAssets(String siteId, String fileId, Collection<Asset> made) {
    Optional<FileRow> row = FileRow.find(session, siteId, fileId);
    row.filter(_ -> !made.isEmpty())
        .ifPresent(
            owner -> {
              made.forEach(asset -> assets.put(owner.seq(), asset, blobs));
              session.update("update file set assets = 1 where seq = ?", owner.seq());
            });
    return row.isPresent();
  }

  boolean makeReady(String siteId, String fileId, Instant updated) {
    return pending(siteId, fileId).isPresent()
        && session.update(
                "update file set status = ?, updated = ? where id = ?",
                OperationStatus.READY.name(),
                Columns.millis(updated),
                fileId)
            > 0;
  }

  boolean fail(String siteId, String fileId, FileFailure failure, Instant updated) {
    if (pending(siteId, fileId).isEmpty()) {
      return false;
    }
    session.update(
        "update file set status = ?, updated = ? where id = ?",
        OperationStatus.FAILED.name(),
        Columns.millis(updated),
        fileId);
    session.update(
        "insert into file_failure (file, code, description, data) values (?, ?, ?, ?)",
        fileId,
        failure.code(),
        failure.description(),
        Columns.json(failure.data()));
    return true;
  }

  private Optional<FileDescriptor> pending(String siteId, String fileId) {
    return files
        .find(siteId, fileId)
        .filter(file -> file.operationStatus() == OperationStatus.PENDING);
  }

  /** The words by which a file is found changed, or may have. */
  void index(FileRow row, String words) {
    if (!words.equals(row.words())) {
      index.remove(TABLE, row.seq(), row.words());
      index.add(TABLE, row.seq(), words);
    }
  }
}
