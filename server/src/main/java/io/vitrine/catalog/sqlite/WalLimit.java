package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.CatalogException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the write-ahead log from growing without end. SQLite's own checkpoints copy it back, but
 * begin it anew only at a moment without readers, which may never come under constant load.
 */
final class WalLimit {
  private static final Logger LOG = LoggerFactory.getLogger(WalLimit.class);
  private static final long MOST_BYTES = 128L << 20;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

  private final Path log;
  private long nextAttempt = System.nanoTime();

  WalLimit(Path database) {
    this.log = database.resolveSibling(database.getFileName() + "-wal");
  }

  /** Begins the log anew when it is too long, waiting shortly for readers. */
  void keep(Session session) {
    if (log.toFile().length() > MOST_BYTES && System.nanoTime() - nextAttempt >= 0) {
      nextAttempt = System.nanoTime() + BETWEEN_ATTEMPTS.toNanos();
      truncate(session);
    }
  }

  /** Moves everything into the database file, as far as other processes let it. */
  void emptyAtEnd(Session session) {
    truncate(session);
  }

  private void truncate(Session session) {
    try {
      long before = session.number("pragma busy_timeout");
      session.number("pragma busy_timeout = 1000");
      long busy = session.number("pragma wal_checkpoint(truncate)");
      session.number("pragma busy_timeout = " + before);
      if (busy != 0) {
        LOG.info("The write-ahead log is in use and stays as long as it is for now");
      }
    } catch (CatalogException failure) {
      // The log holds everything that was committed, so nothing is lost and the next try may do.
      LOG.warn("The write-ahead log could not be copied back", failure);
    }
  }
}
