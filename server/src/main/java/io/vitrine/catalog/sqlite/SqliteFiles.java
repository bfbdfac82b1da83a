package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.FileListing;
import io.vitrine.catalog.Files;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.State;
import io.vitrine.catalog.TrashedItem;
import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Questions to the table {@code file}. */
class SqliteFiles implements Files {
  private static final int KINDS = MediaType.values().length * 2;
  private static final String SELECTION =
      "s.id as site_id, t.id, p.id as folder_id, t.tree, t.kind, t.name, t.mime_type, t.status,"
          + " b.key, b.size, b.sha256, b.crc32, t.width, t.height, t.labels, t.tags,"
          + " t.source_url, t.external, t.created, t.updated";
  private static final String JOINS =
      "join site s on s.number = t.tree >> 2 join folder p on p.seq = t.folder"
          + " left join blob b on b.key = t.blob";
  private static final String SELECT = "select " + SELECTION + " from file t " + JOINS;

  private final Sessions sessions;
  private final Pager<FileDescriptor> pager;

  SqliteFiles(Sessions sessions, SearchPlans plans) {
    this.sessions = sessions;
    this.pager = new Pager<>("file", SELECTION, JOINS, true, SqliteFiles::read, plans);
  }

  @Override
  public Optional<FileDescriptor> find(String siteId, String fileId) {
    return findInAnySite(fileId).filter(file -> file.siteId().equals(siteId));
  }

  @Override
  public List<FileDescriptor> findAll(String siteId, Collection<String> fileIds) {
    return sessions.ask(
        session ->
            session.list(
                SELECT + " where t.id in (select value from json_each(?)) and s.id = ?",
                SqliteFiles::file,
                fileIds.isEmpty() ? "[]" : Columns.json(fileIds),
                siteId));
  }

  @Override
  public Optional<FileDescriptor> findInAnySite(String fileId) {
    return sessions.ask(
        session -> session.first(SELECT + " where t.id = ?", SqliteFiles::file, fileId));
  }

  @Override
  public Optional<FileFailure> failure(String siteId, String fileId) {
    return sessions.ask(
        session ->
            session.first(
                "select f.code, f.description, f.data from file_failure f join file t"
                    + " on t.id = f.file join site s on s.number = t.tree >> 2"
                    + " where f.file = ? and s.id = ?",
                row ->
                    new FileFailure(
                        row.getString("code"),
                        row.getString("description"),
                        Columns.values(row, "data")),
                fileId,
                siteId));
  }

  @Override
  public Page<FileDescriptor> list(String siteId, FileListing listing) {
    return sessions.ask(
        session ->
            query(session, siteId, listing)
                .map(query -> pager.page(session, query))
                .orElseGet(() -> new Page<>(List.of(), Optional.empty(), Optional.empty())));
  }

  @Override
  public List<TrashedItem> trashedBefore(Instant moment, int limit) {
    return sessions.ask(
        session ->
            session.list(
                "select s.id, t.id from file t join site s on s.number = t.tree >> 2"
                    + " where t.trashed_at < ? order by t.trashed_at, t.seq limit ?",
                row -> new TrashedItem(row.getString(1), row.getString(2)),
                Columns.millis(moment),
                limit));
  }

  /** Empty when nothing can match. */
  private static Optional<PageQuery> query(Session session, String siteId, FileListing listing) {
    Optional<SqliteSites.SiteNumber> site = SqliteSites.number(session, siteId);
    Optional<List<String>> words = PageQuery.words(listing.search());
    if (site.isEmpty() || words.isEmpty()) {
      return Optional.empty();
    }
    Scopes scopes = Scopes.of(session, site.get().value(), listing.scope(), "folder");
    return Optional.of(
        new PageQuery(
            site.get().value(),
            site.get().files(),
            scopes.column(),
            scopes.values(),
            kinds(site.get(), listing),
            words.get(),
            listing.sort(),
            listing.position(),
            listing.limit()));
  }

  /** The kinds that are asked for and that the site has. */
  private static List<Integer> kinds(SqliteSites.SiteNumber site, FileListing listing) {
    return IntStream.range(0, KINDS)
        .filter(kind -> (site.kinds() & (1 << kind)) != 0)
        .filter(
            kind ->
                listing.mediaTypes().isEmpty()
                    || listing.mediaTypes().contains(Codes.mediaType(kind)))
        .filter(kind -> listing.isPrivate().orElse(Codes.isPrivate(kind)) == Codes.isPrivate(kind))
        .boxed()
        .toList();
  }

  private static FileDescriptor file(ResultSet row) throws SQLException {
    return read(new ColumnReader(row));
  }

  /** Reads {@link #SELECTION}, column by column. */
  private static FileDescriptor read(ColumnReader row) throws SQLException {
    String siteId = row.text();
    String id = row.text();
    String folderId = row.text();
    long tree = row.number();
    int kind = (int) row.number();
    return new FileDescriptor(
        siteId,
        id,
        folderId,
        row.text(),
        Codes.mediaType(kind),
        row.text(),
        Codes.isPrivate(kind),
        OperationStatus.valueOf(row.text()),
        Codes.isTrash(tree) ? State.DELETED : State.OK,
        blob(row),
        pixelSize(row),
        row.texts(),
        row.texts(),
        row.optionalText(),
        row.externalInfo(),
        row.instant(),
        row.instant());
  }

  private static Optional<BlobReference> blob(ColumnReader row) throws SQLException {
    Optional<String> key = row.optionalHex();
    long size = row.number();
    Optional<String> sha256 = row.optionalHex();
    long crc32 = row.number();
    return key.map(present -> new BlobReference(present, size, sha256.orElseThrow(), crc32));
  }

  private static Optional<PixelSize> pixelSize(ColumnReader row) throws SQLException {
    int width = (int) row.number();
    int height = (int) row.number();
    return width == 0 ? Optional.empty() : Optional.of(new PixelSize(width, height));
  }
}
