package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.FileListing;
import io.vitrine.catalog.FileMedia;
import io.vitrine.catalog.Files;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.State;
import io.vitrine.catalog.TrashedItem;
import io.vitrine.media.MediaType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Questions to the table {@code file}. */
class SqliteFiles implements Files {
  private static final int KINDS = MediaType.values().length * 2;

  /** Greater than every character of an ID. */
  private static final char BEYOND_EVERY_ID = '\u007f';

  private static final String SELECTION =
      "s.id as site_id, t.id, p.id as folder_id, t.tree, t.kind, t.name, t.mime_type, t.status,"
          + " b.key, b.size, b.sha256, b.crc32, t.width, t.height, t.labels, t.tags,"
          + " t.source_url, t.external, t.created, t.updated, t.facts, t.assets, t.seq";
  private static final String JOINS =
      "join site s on s.number = t.tree >> 2 join folder p on p.seq = t.folder"
          + " left join blob b on b.key = t.blob";
  private static final String SELECT = "select " + SELECTION + " from file t " + JOINS;

  private final Sessions sessions;
  private final Pager<Found> pager;

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
            complete(
                session,
                session.list(
                    SELECT + " where t.id in (select value from json_each(?)) and s.id = ?",
                    SqliteFiles::found,
                    fileIds.isEmpty() ? "[]" : Columns.json(fileIds),
                    siteId)));
  }

  @Override
  public Optional<FileDescriptor> findInAnySite(String fileId) {
    return sessions.ask(
        session ->
            complete(session, session.list(SELECT + " where t.id = ?", SqliteFiles::found, fileId))
                .stream()
                .findFirst());
  }

  @Override
  public Optional<FileDescriptor> findByStemInAnySite(String stem) {
    return sessions.ask(
        session ->
            complete(
                    session,
                    session.list(
                        SELECT + " where t.id >= ? and t.id < ? limit 1",
                        SqliteFiles::found,
                        stem,
                        stem + BEYOND_EVERY_ID))
                .stream()
                .findFirst());
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
                .map(query -> complete(session, pager.page(session, query)))
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

  /**
   * A file as its own row tells it.
   *
   * @param hasAssets whether there is more to be asked for
   */
  private record Found(FileDescriptor file, boolean hasAssets, long seq) {}

  private static Page<FileDescriptor> complete(Session session, Page<Found> page) {
    return new Page<>(complete(session, page.items()), page.next(), page.previous());
  }

  /** One more question for all of them, and none when they are plain files. */
  private static List<FileDescriptor> complete(Session session, List<Found> files) {
    List<Long> owners = files.stream().filter(Found::hasAssets).map(Found::seq).toList();
    if (owners.isEmpty()) {
      return files.stream().map(Found::file).toList();
    }
    Map<Long, List<Asset>> assets = new SqliteAssets(session).of(owners);
    return files.stream()
        .map(
            found ->
                found.hasAssets()
                    ? found.file.with(
                        new FileMedia(
                            found.file.media().facts(), assets.getOrDefault(found.seq, List.of())))
                    : found.file)
        .toList();
  }

  private static Found found(ResultSet row) throws SQLException {
    return read(new ColumnReader(row));
  }

  /** Reads {@link #SELECTION}, column by column. */
  private static Found read(ColumnReader row) throws SQLException {
    String siteId = row.text();
    String id = row.text();
    String folderId = row.text();
    long tree = row.number();
    int kind = (int) row.number();
    FileDescriptor file =
        new FileDescriptor(
            siteId,
            id,
            folderId,
            row.text(),
            Codes.mediaType(kind),
            row.text(),
            Codes.isPrivate(kind),
            OperationStatus.valueOf(row.text()),
            Codes.isTrash(tree) ? State.DELETED : State.OK,
            row.blob(),
            row.pixelSize(),
            FileMedia.NONE,
            row.texts(),
            row.texts(),
            row.optionalText(),
            row.externalInfo(),
            row.instant(),
            row.instant());
    Optional<String> facts = row.optionalText();
    return new Found(
        facts.map(json -> file.with(new FileMedia(json, List.of()))).orElse(file),
        row.number() > 0,
        row.number());
  }
}
