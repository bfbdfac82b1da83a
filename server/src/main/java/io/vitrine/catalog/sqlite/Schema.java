package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.CatalogException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database file: how connections to it are set up, and how its tables come to be. */
final class Schema {
  /** The version that the last migration writes into the file's header. */
  static final int VERSION = 1;

  private static final int BUSY_MILLISECONDS = 20_000;
  private static final int CACHE_KIBIBYTES = 32_768;
  private static final int WAL_PAGES = 4_000;

  private final Path file;

  Schema(Path file) {
    this.file = file;
  }

  /** A connection that may write. */
  Sql openWriter() {
    Sql writer = open(config());
    writer.run("pragma wal_autocheckpoint = " + WAL_PAGES);
    return writer;
  }

  /** A connection that only reads. */
  Sql openReader() {
    Sql reader = open(config());
    // Not opened read-only: the first reader may have to mend the write-ahead log after a crash.
    reader.run("pragma query_only = true");
    return reader;
  }

  /**
   * Makes or completes the tables. Two processes that start at once do it one after the other.
   *
   * @throws CatalogException for a file that is no database or was made by a newer version
   */
  void migrate() {
    if (version() == VERSION) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                file.resolveSibling(file.getFileName() + ".migration"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      int version = version();
      if (version > VERSION) {
        throw new CatalogException(
            "it was made by a newer version of Vitrine; update this program", null, false);
      }
      if (version < VERSION) {
        migrateWithFlyway();
      }
    } catch (IOException failure) {
      throw new CatalogException(String.valueOf(failure.getMessage()), failure, false);
    }
  }

  private void migrateWithFlyway() {
    try {
      SQLiteDataSource source = new SQLiteDataSource(config());
      source.setUrl(url());
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:io/vitrine/catalog/sqlite")
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw new CatalogException("its tables cannot be made", failure, false);
    }
  }

  private int version() {
    try (Sql sql = openWriter()) {
      return Math.toIntExact(sql.number("pragma user_version"));
    }
  }

  private Sql open(SQLiteConfig config) {
    try {
      Connection connection = config.createConnection(url());
      return new Sql(connection);
    } catch (SQLException failure) {
      throw Sql.explain(failure);
    }
  }

  private String url() {
    return "jdbc:sqlite:" + file;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // FULL flushes at each commit; NORMAL would lose acknowledged files on a power cut.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLISECONDS);
    config.setCacheSize(-CACHE_KIBIBYTES);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }
}
