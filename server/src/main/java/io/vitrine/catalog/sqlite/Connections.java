package io.vitrine.catalog.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens connections to one database file. Write-ahead log, so that readers never wait for the
 * writer; {@code synchronous=FULL}, so that a commit survives a power cut.
 */
record Connections(Path file) {
  private static final int BUSY_MILLIS = 20_000;
  private static final int WRITER_CACHE_KIB = 64 * 1024;
  private static final int READER_CACHE_KIB = 16 * 1024;

  /** In pages of 4 KiB. More than SQLite's own 1,000: index pages are then written back once. */
  private static final int PAGES_BETWEEN_CHECKPOINTS = 8_000;

  Session writer() {
    SQLiteConfig config = common(WRITER_CACHE_KIB);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setPragma(
        SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(PAGES_BETWEEN_CHECKPOINTS));
    return open(config);
  }

  Session reader() {
    SQLiteConfig config = common(READER_CACHE_KIB);
    // Not for the writer: SQLite walks through the whole of a savepoint's journal in memory again
    // and again, which made large changes slower the larger they were.
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setReadOnly(true);
    return open(config);
  }

  /** Changes nothing by being opened, for a look at a file that may not be ours. */
  Session visitor() {
    return open(common(READER_CACHE_KIB));
  }

  String url() {
    return "jdbc:sqlite:" + file.toAbsolutePath();
  }

  private static SQLiteConfig common(int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-cacheKib);
    // Each connection is used by one thread at a time, so SQLite need not lock it.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    return config;
  }

  private Session open(SQLiteConfig config) {
    try {
      Connection connection = config.createConnection(url());
      return new Session(connection);
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }
}
