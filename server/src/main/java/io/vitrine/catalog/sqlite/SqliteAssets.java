package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.media.PixelSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table {@code asset}. */
record SqliteAssets(Session session) {
  private static final String SELECT =
      "select a.file, a.key, a.state, b.key, b.size, b.sha256, b.crc32, a.mime_type, a.width,"
          + " a.height, a.duration, a.bitrate, a.details, a.failure"
          + " from asset a left join blob b on b.key = a.blob";

  /** The assets of files, each list by key; files without any are left out. */
  Map<Long, List<Asset>> of(Collection<Long> files) {
    return session
        .list(
            SELECT + " where a.file in (select value from json_each(?)) order by a.file, a.key",
            SqliteAssets::owned,
            files.toString())
        .stream()
        .collect(
            Collectors.groupingBy(
                Owned::file, Collectors.mapping(Owned::asset, Collectors.toList())));
  }

  void put(long file, Asset asset, SqliteBlobs blobs) {
    // Its own blob was counted before, so one that stays the same is not released for good.
    Optional<Optional<byte[]>> former =
        session.first(
            "select blob from asset where file = ? and key = ?",
            row -> Optional.ofNullable(row.getBytes(1)),
            file,
            asset.key());
    session.update(
        "insert or replace into asset (file, key, state, blob, mime_type, width, height, duration,"
            + " bitrate, details, failure) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        file,
        asset.key(),
        asset.state().name(),
        asset.blob().map(blob -> Columns.bytes(blob.key())).orElse(null),
        asset.mimeType(),
        asset.pixelSize().map(PixelSize::width).orElse(null),
        asset.pixelSize().map(PixelSize::height).orElse(null),
        asset.duration().map(Duration::toMillis).orElse(null),
        asset.bitrate().orElse(null),
        asset.details(),
        asset.failure().map(Columns::json).orElse(null));
    former.flatMap(blob -> blob).ifPresent(blobs::release);
  }

  void deleteOf(long file, SqliteBlobs blobs) {
    List<byte[]> held =
        session.list(
            "select blob from asset where file = ? and blob is not null",
            row -> row.getBytes(1),
            file);
    session.update("delete from asset where file = ?", file);
    held.forEach(blobs::release);
  }

  private record Owned(long file, Asset asset) {}

  private static Owned owned(ResultSet row) throws SQLException {
    ColumnReader columns = new ColumnReader(row);
    return new Owned(
        columns.number(),
        new Asset(
            columns.text(),
            AssetState.valueOf(columns.text()),
            columns.blob(),
            columns.text(),
            columns.pixelSize(),
            columns.optionalNumber().map(Duration::ofMillis),
            columns.optionalNumber(),
            columns.text(),
            columns.optionalText().map(Columns::failure)));
  }
}
