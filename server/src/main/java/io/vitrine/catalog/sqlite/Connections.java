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

  Session writer() {
    SQLiteConfig config = common(WRITER_CACHE_KIB);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // The checkpointer does it.
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0");
    return open(config);
  }

  Session reader() {
    SQLiteConfig config = common(READER_CACHE_KIB);
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
    // Savepoints keep old pages there. Each end of a statement that may touch several rows walks
    // through all of them, so changes that are made often do without such statements.
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
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
