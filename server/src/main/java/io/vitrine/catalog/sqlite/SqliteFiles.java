package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileListing;
import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.Files;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.State;
import io.vitrine.catalog.TrashedItem;
import io.vitrine.media.PixelSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions about files. */
class SqliteFiles implements Files {
  private static final String COLUMNS =
      """
      s.id as site_id, t.id, p.id as folder_id, t.root, t.name, t.media_type, t.mime_type,
      t.private, t.status, t.blob, b.size as blob_size, b.sha256, b.crc32, t.width, t.height,
      t.labels, t.tags, t.source_url, t.external_info, t.created, t.updated
      """;
  private static final String JOINS =
      " join site s on s.seq = t.site join folder p on p.seq = t.folder"
          + " left join blob b on b.key = t.blob";
  private static final String SELECT = "select " + COLUMNS + " from file t" + JOINS;

  final Session session;
  private final Listing<FileDescriptor> listing;

  SqliteFiles(Session session, int rareMatches) {
    this.session = session;
    this.listing =
        new Listing<>(
            new Listing.Table("file", "folder", COLUMNS, JOINS), SqliteFiles::file, rareMatches);
  }

  @Override
  public Optional<FileDescriptor> find(String siteId, String fileId) {
    return findInAnySite(fileId).filter(file -> file.siteId().equals(siteId));
  }

  @Override
  public List<FileDescriptor> findAll(String siteId, Collection<String> fileIds) {
    return session.with(
        sql -> {
          List<FileDescriptor> files = new ArrayList<>();
          for (String fileId : Set.copyOf(fileIds)) {
            sql.first(SELECT + " where t.id = ?", SqliteFiles::file, fileId)
                .filter(file -> file.siteId().equals(siteId))
                .ifPresent(files::add);
          }
          return files;
        });
  }

  @Override
  public Optional<FileDescriptor> findInAnySite(String fileId) {
    return session.with(sql -> sql.first(SELECT + " where t.id = ?", SqliteFiles::file, fileId));
  }

  @Override
  public Page<FileDescriptor> list(String siteId, FileListing wanted) {
    Optional<Listing.Scope> scope =
        Numbers.scope(session, siteId, wanted.scope(), wanted.mediaTypes());
    if (scope.isEmpty()) {
      return new Page<>(List.of(), Optional.empty(), Optional.empty());
    }
    return listing.page(
        session,
        new Listing.Question(
            scope.get(),
            filters(wanted),
            wanted.search().isEmpty()
                ? Optional.empty()
                : Optional.of(SearchTerms.of(wanted.search())),
            wanted.sort(),
            wanted.position(),
            wanted.limit()));
  }

  @Override
  public List<TrashedItem> trashedBefore(Instant moment, int limit) {
    return session.with(
        sql ->
            sql.list(
                """
                select s.id as site_id, t.id from file t join site s on s.seq = t.site
                where t.trashed < ? order by t.trashed limit ?
                """,
                row -> new TrashedItem(row.getString("site_id"), row.getString("id")),
                Columns.time(moment),
                limit));
  }

  /** The media types of trees are the walk's own business; those of a folder are a condition. */
  private static List<Listing.Filter> filters(FileListing wanted) {
    List<Listing.Filter> filters = new ArrayList<>();
    if (wanted.scope() instanceof FileScope.Children && !wanted.mediaTypes().isEmpty()) {
      int bits = wanted.mediaTypes().stream().mapToInt(type -> 1 << Codes.of(type)).sum();
      filters.add(new Listing.Filter("((1 << t.media_type) & ?) <> 0", bits));
    }
    wanted.isPrivate().ifPresent(value -> filters.add(new Listing.Filter("t.private = ?", value)));
    return filters;
  }

  private static FileDescriptor file(ResultSet row) throws SQLException {
    String blob = row.getString("blob");
    int width = row.getInt("width");
    Optional<PixelSize> pixelSize =
        row.wasNull() ? Optional.empty() : Optional.of(new PixelSize(width, row.getInt("height")));
    return new FileDescriptor(
        row.getString("site_id"),
        row.getString("id"),
        row.getString("folder_id"),
        row.getString("name"),
        Codes.mediaType(row.getInt("media_type")),
        row.getString("mime_type"),
        row.getBoolean("private"),
        Codes.status(row.getInt("status")),
        row.getInt("root") == Codes.of(RootFolder.TRASH_ROOT) ? State.DELETED : State.OK,
        blob == null
            ? Optional.empty()
            : Optional.of(
                new BlobReference(
                    blob, row.getLong("blob_size"), row.getString("sha256"), row.getLong("crc32"))),
        pixelSize,
        Columns.texts(row, "labels"),
        Columns.texts(row, "tags"),
        Columns.optionalText(row, "source_url"),
        Columns.externalInfo(row, "external_info"),
        Columns.time(row, "created"),
        Columns.time(row, "updated"));
  }
}
