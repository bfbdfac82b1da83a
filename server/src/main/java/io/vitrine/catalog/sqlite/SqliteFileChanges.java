package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileChanges;
import io.vitrine.catalog.FileContent;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFacts;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.FileListing;
import io.vitrine.catalog.FileUpdate;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.SearchText;
import io.vitrine.media.PixelSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Changes of the table {@code file} and of what depends on it. */
final class SqliteFileChanges extends SqliteFiles implements FileChanges {
  private static final String TABLE = "file";
  private static final int BATCH = 1_000;

  private final Session session;
  private final SearchIndex index;
  private final SqliteBlobs blobs;
  private final SqliteAssets assets;

  SqliteFileChanges(Session session, SearchPlans plans, SearchIndex index, SqliteBlobs blobs) {
    super(Sessions.of(session), plans);
    this.session = session;
    this.index = index;
    this.blobs = blobs;
    this.assets = new SqliteAssets(session);
  }

  @Override
  public Page<FileDescriptor> list(String siteId, FileListing listing) {
    if (!listing.search().isBlank()) {
      index.write();
    }
    return super.list(siteId, listing);
  }

  @Override
  public void insert(FileDescriptor file) {
    int kind = Codes.kind(file.mediaType(), file.isPrivate());
    long bytes = file.blob().map(BlobReference::size).orElse(0L);
    long seq = countIn(file.siteId(), kind, bytes);
    Place place = Place.target(session, seq >> Codes.SEQ_BITS, file.parentFolderId());
    String words =
        FileWords.of(file.displayName(), file.mimeType(), file.labels(), Optional.empty());
    session.update(
        "insert into file (seq, id, folder, tree, kind, name, sort_key, words, size, created,"
            + " updated, mime_type, status, blob, width, height, labels, tags, external,"
            + " source_url) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        seq,
        file.id(),
        place.seq(),
        place.tree(),
        kind,
        file.displayName(),
        SearchText.sortKey(file.displayName()),
        words,
        file.blob().map(BlobReference::size).orElse(-1L),
        Columns.millis(file.created()),
        Columns.millis(file.updated()),
        file.mimeType(),
        file.operationStatus().name(),
        file.blob().map(blob -> Columns.bytes(blob.key())).orElse(null),
        file.pixelSize().map(PixelSize::width).orElse(null),
        file.pixelSize().map(PixelSize::height).orElse(null),
        Columns.json(file.labels()),
        Columns.json(file.internalTags()),
        Columns.json(file.externalInfo()),
        file.sourceUrl().orElse(null));
    index.add(TABLE, seq, words);
  }

  @Override
  public boolean update(String siteId, String fileId, FileUpdate update) {
    Optional<FileDescriptor> found = find(siteId, fileId);
    if (found.isEmpty()) {
      return false;
    }
    FileDescriptor file = found.get();
    Row row = row(siteId, fileId).orElseThrow();
    String name = update.displayName().orElse(file.displayName());
    List<String> labels = update.labels().orElse(file.labels());
    String words = FileWords.of(name, file.mimeType(), labels, row.text);
    session.update(
        "update file set name = ?, sort_key = ?, words = ?, labels = ?, tags = ?, updated = ?"
            + " where seq = ?",
        name,
        SearchText.sortKey(name),
        words,
        Columns.json(labels),
        Columns.json(update.internalTags().orElse(file.internalTags())),
        Columns.millis(update.updated()),
        row.seq);
    index(row, words);
    update
        .parentFolderId()
        .ifPresent(id -> put(row, Place.target(session, row.site(), id), update.updated()));
    return true;
  }

  @Override
  public boolean fill(String siteId, String fileId, FileContent content) {
    Optional<FileDescriptor> pending =
        pending(siteId, fileId).filter(file -> file.blob().isEmpty());
    if (pending.isEmpty()) {
      return false;
    }
    Row row = row(siteId, fileId).orElseThrow();
    int kind = Codes.kind(content.mediaType(), pending.get().isPrivate());
    String words =
        FileWords.of(content.displayName(), content.mimeType(), pending.get().labels(), row.text);
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
        row.seq);
    session.update(
        "update site set bytes = bytes + ?, kinds = kinds | ? where number = ?",
        content.blob().size(),
        1 << kind,
        row.site());
    index(row, words);
    return true;
  }

  @Override
  public boolean describe(String siteId, String fileId, FileFacts facts) {
    Optional<FileDescriptor> found = find(siteId, fileId);
    if (found.isEmpty()) {
      return false;
    }
    FileDescriptor file = found.get();
    Row row = row(siteId, fileId).orElseThrow();
    Optional<String> text = facts.text().map(FileWords::ofText).or(() -> row.text);
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
        row.seq);
    index(row, words);
    return true;
  }

  @Override
  public boolean putAssets(String siteId, String fileId, Collection<Asset> made) {
    Optional<Row> row = row(siteId, fileId);
    row.filter(_ -> !made.isEmpty())
        .ifPresent(
            owner -> {
              made.forEach(asset -> assets.put(owner.seq, asset, blobs));
              session.update("update file set assets = 1 where seq = ?", owner.seq);
            });
    return row.isPresent();
  }

  @Override
  public boolean makeReady(String siteId, String fileId, Instant updated) {
    return pending(siteId, fileId).isPresent()
        && session.update(
                "update file set status = ?, updated = ? where id = ?",
                OperationStatus.READY.name(),
                Columns.millis(updated),
                fileId)
            > 0;
  }

  @Override
  public boolean fail(String siteId, String fileId, FileFailure failure, Instant updated) {
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
    return find(siteId, fileId).filter(file -> file.operationStatus() == OperationStatus.PENDING);
  }

  @Override
  public int trash(String siteId, Collection<String> fileIds, Instant now) {
    int moved = 0;
    for (String id : fileIds) {
      Optional<Row> live = row(siteId, id).filter(row -> !Codes.isTrash(row.tree));
      if (live.isPresent()) {
        Place bin = Place.system(live.get().site(), RootFolder.TRASH_ROOT);
        moved +=
            session.update(
                "update file set trashed_from = folder, trashed_at = ?, folder = ?, tree = ?,"
                    + " updated = ? where seq = ?",
                Columns.millis(now),
                bin.seq(),
                bin.tree(),
                Columns.millis(now),
                live.get().seq);
      }
    }
    return moved;
  }

  @Override
  public int restore(String siteId, Collection<String> fileIds, Instant now) {
    int restored = 0;
    for (String id : fileIds) {
      Optional<Row> trashed = row(siteId, id).filter(row -> Codes.isTrash(row.tree));
      if (trashed.isPresent()) {
        Place place =
            Place.live(session, trashed.get().place)
                .orElseGet(() -> Place.system(trashed.get().site(), RootFolder.MEDIA_ROOT));
        put(trashed.get(), place, now);
        restored++;
      }
    }
    return restored;
  }

  @Override
  public int delete(String siteId, Collection<String> fileIds) {
    int deleted = 0;
    for (String id : fileIds) {
      Optional<Row> row = row(siteId, id);
      row.ifPresent(this::delete);
      deleted += row.isPresent() ? 1 : 0;
    }
    return deleted;
  }

  /** Deletes all files that lie directly in this folder. */
  void deleteIn(long folder) {
    List<Row> rows = rowsIn(folder);
    while (!rows.isEmpty()) {
      rows.forEach(this::delete);
      rows = rowsIn(folder);
    }
  }

  private List<Row> rowsIn(long folder) {
    return session.list(Row.SELECT + " where folder = ? limit ?", Row::of, folder, BATCH);
  }

  private Optional<Row> row(String siteId, String fileId) {
    return session.first(
        Row.SELECT + " where id = ? and tree >> 2 = (select number from site where id = ?)",
        Row::of,
        fileId,
        siteId);
  }

  private void delete(Row row) {
    session.update("delete from file where seq = ?", row.seq);
    session.update("delete from job where file = ?", row.id);
    session.update("delete from file_failure where file = ?", row.id);
    if (row.hasAssets) {
      assets.deleteOf(row.seq, blobs);
    }
    index.remove(TABLE, row.seq, row.words);
    session.update(
        "update site set files = files - 1, bytes = bytes - ? where number = ?",
        Math.max(row.size, 0),
        row.site());
    row.blob.ifPresent(blobs::release);
  }

  private void put(Row row, Place place, Instant now) {
    session.update(
        "update file set folder = ?, tree = ?, updated = ?, trashed_from = null,"
            + " trashed_at = null where seq = ?",
        place.seq(),
        place.tree(),
        Columns.millis(now),
        row.seq);
  }

  /** Counts a new file and answers its seq. */
  private long countIn(String siteId, int kind, long bytes) {
    long site = SqliteSites.numberOf(session, siteId);
    session.update(
        "update site set files = files + 1, bytes = bytes + ?, kinds = kinds | ?,"
            + " last_file = last_file + 1 where number = ?",
        bytes,
        1 << kind,
        site);
    return session.number("select last_file from site where number = ?", site);
  }

  private void index(Row row, String words) {
    if (!words.equals(row.words)) {
      index.remove(TABLE, row.seq, row.words);
      index.add(TABLE, row.seq, words);
    }
  }

  /** The columns that a change needs. */
  private record Row(
      long seq,
      String id,
      long tree,
      long place,
      long size,
      String words,
      Optional<byte[]> blob,
      Optional<String> text,
      boolean hasAssets) {
    static final String SELECT =
        "select seq, id, tree, coalesce(trashed_from, folder) as place, size, words, blob, text,"
            + " assets from file";

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getLong("seq"),
          row.getString("id"),
          row.getLong("tree"),
          row.getLong("place"),
          row.getLong("size"),
          row.getString("words"),
          Optional.ofNullable(row.getBytes("blob")),
          Columns.optionalText(row, "text"),
          row.getInt("assets") > 0);
    }

    long site() {
      return Codes.siteOf(tree);
    }
  }
}
