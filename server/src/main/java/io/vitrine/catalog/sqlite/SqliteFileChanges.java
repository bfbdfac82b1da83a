package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileChanges;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileUpdate;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.SearchText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Changes of files inside a transaction. */
final class SqliteFileChanges extends SqliteFiles implements FileChanges {
  private static final int TRASH = Codes.of(RootFolder.TRASH_ROOT);
  private static final String OF_SITE = " id = ? and site = (select seq from site where id = ?)";

  private final Sql sql;

  SqliteFileChanges(Sql sql, Session session, int rareMatches) {
    super(session, rareMatches);
    this.sql = sql;
  }

  @Override
  public void insert(FileDescriptor file) {
    long size = file.blob().map(BlobReference::size).orElse(0L);
    sql.update(
        """
        insert into file (site, id, folder, root, name, sort_name, search_text, media_type,
          mime_type, private, status, size, blob, width, height, labels, tags, source_url,
          external_info, created, updated)
        select s.seq, ?, p.seq, p.root, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
        from site s join folder p on p.site = s.seq where s.id = ? and p.id = ?
        """,
        file.id(),
        file.displayName(),
        SearchText.sortKey(file.displayName()),
        searchedText(file.displayName(), file.mimeType(), file.labels()),
        Codes.of(file.mediaType()),
        file.mimeType(),
        file.isPrivate(),
        Codes.of(file.operationStatus()),
        size,
        file.blob().map(BlobReference::key).orElse(null),
        file.pixelSize().map(pixels -> pixels.width()).orElse(null),
        file.pixelSize().map(pixels -> pixels.height()).orElse(null),
        Columns.texts(file.labels()),
        Columns.texts(file.internalTags()),
        file.sourceUrl().orElse(null),
        Columns.externalInfo(file.externalInfo()),
        Columns.time(file.created()),
        Columns.time(file.updated()),
        file.siteId(),
        file.parentFolderId());
    sql.update(
        "update site set bytes = bytes + ?, files = files + 1 where id = ?", size, file.siteId());
  }

  @Override
  public boolean update(String siteId, String fileId, FileUpdate update) {
    Optional<FileDescriptor> before = find(siteId, fileId);
    if (before.isEmpty()) {
      return false;
    }
    String name = update.displayName().orElse(before.get().displayName());
    List<String> labels = update.labels().orElse(before.get().labels());
    List<String> tags = update.internalTags().orElse(before.get().internalTags());
    sql.update(
        """
        update file set name = ?, sort_name = ?, search_text = ?, labels = ?, tags = ?, updated = ?
        where id = ?
        """,
        name,
        SearchText.sortKey(name),
        searchedText(name, before.get().mimeType(), labels),
        Columns.texts(labels),
        Columns.texts(tags),
        Columns.time(update.updated()),
        fileId);
    update
        .parentFolderId()
        .ifPresent(
            folderId ->
                sql.update(
                    """
                    update file set (folder, root) =
                      (select seq, root from folder where site = file.site and id = ?)
                    where id = ?
                    """,
                    folderId,
                    fileId));
    return true;
  }

  @Override
  public int trash(String siteId, Collection<String> fileIds, Instant now) {
    int moved = 0;
    for (String fileId : fileIds) {
      moved +=
          sql.update(
              """
              update file set home = folder, trashed = ?, updated = ?, root = ?,
                folder = (select p.seq from folder p where p.site = file.site and p.id = ?)
              where root <> ? and
              """
                  + OF_SITE,
              Columns.time(now),
              Columns.time(now),
              TRASH,
              RootFolder.TRASH_ROOT.folderId(),
              TRASH,
              fileId,
              siteId);
    }
    return moved;
  }

  @Override
  public int restore(String siteId, Collection<String> fileIds, Instant now) {
    int restored = 0;
    for (String fileId : fileIds) {
      Optional<Trashed> trashed =
          sql.first(
              "select seq, site, home from file where root = ? and" + OF_SITE,
              row -> {
                long home = row.getLong("home");
                Optional<Long> known = row.wasNull() ? Optional.empty() : Optional.of(home);
                return new Trashed(row.getLong("seq"), row.getLong("site"), known);
              },
              TRASH,
              fileId,
              siteId);
      if (trashed.isPresent()) {
        SqliteFolderChanges.Place target =
            SqliteFolderChanges.home(sql, trashed.get().site(), trashed.get().home());
        restored +=
            sql.update(
                """
                update file set folder = ?, root = ?, home = null, trashed = null, updated = ?
                where seq = ?
                """,
                target.seq(),
                target.root(),
                Columns.time(now),
                trashed.get().seq());
      }
    }
    return restored;
  }

  private record Trashed(long seq, long site, Optional<Long> home) {}

  @Override
  public int delete(String siteId, Collection<String> fileIds) {
    Optional<Long> site = Numbers.site(session, siteId);
    if (site.isEmpty()) {
      return 0;
    }
    int deleted = 0;
    for (String fileId : fileIds) {
      deleted +=
          deleteWhere(sql, "", "id = ? and site = ?", List.of(fileId, site.get()), site.get());
    }
    return deleted;
  }

  /**
   * Deletes files of one site with their share of its usage and of their blobs.
   *
   * @param with a common table expression that the condition uses, or nothing
   * @param parameters of the expression and the condition
   */
  static int deleteWhere(
      Sql sql, String with, String condition, List<Object> parameters, long site) {
    Object[] values = parameters.toArray();
    record Doomed(long size, String blob) {}
    List<Doomed> doomed =
        sql.list(
            with + "select size, blob from file where " + condition,
            row -> new Doomed(row.getLong("size"), row.getString("blob")),
            values);
    if (doomed.isEmpty()) {
      return 0;
    }
    sql.update(with + "delete from file where " + condition, values);
    doomed.stream()
        .filter(file -> file.blob() != null)
        .forEach(file -> SqliteBlobs.release(sql, file.blob()));
    sql.update(
        "update site set bytes = bytes - ?, files = files - ? where seq = ?",
        doomed.stream().mapToLong(Doomed::size).sum(),
        doomed.size(),
        site);
    return doomed.size();
  }

  private static String searchedText(String name, String mimeType, List<String> labels) {
    List<String> texts = new ArrayList<>(List.of(name, mimeType));
    texts.addAll(labels);
    return SearchTerms.searchedText(texts);
  }
}
