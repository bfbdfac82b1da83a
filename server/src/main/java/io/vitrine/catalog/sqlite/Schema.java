package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.CatalogException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;

/**
 * Brings a database file to the newest schema. The migrations note their version in the file's
 * header, so a file that is current is opened without waking Flyway.
 */
final class Schema {
  /** Version of the newest migration, which sets {@code user_version} to it. */
  static final int VERSION = 7;

  /** "VITR" in {@code application_id}, so that no foreign database is taken for ours. */
  private static final int APPLICATION_ID = 0x56495452;

  private Schema() {}

  /** Migrates when needed; processes and threads that start at once do it one after another. */
  static void bringUpToDate(Connections connections) {
    if (version(connections) < VERSION) {
      migrateAlone(connections);
    }
  }

  /** The version of the file's schema, 0 for a new file. */
  private static int version(Connections connections) {
    try (Session session = connections.visitor()) {
      int version = (int) session.number("pragma user_version");
      boolean empty = session.number("select count(*) from sqlite_schema") == 0;
      boolean ours = session.number("pragma application_id") == APPLICATION_ID;
      boolean unfinished =
          session.number("select count(*) from sqlite_schema where name = 'flyway_schema_history'")
              > 0;
      if (!ours && !empty && !unfinished) {
        throw new CatalogException(
            "the database was not made by Vitrine; name another folder", null, false);
      }
      if (version > VERSION) {
        throw new CatalogException(
            "the database was made by a newer Vitrine (schema %d, this one knows %d)"
                .formatted(version, VERSION),
            null,
            false);
      }
      return version;
    }
  }

  private static synchronized void migrateAlone(Connections connections) {
    Path file = connections.file();
    Path lockFile = file.resolveSibling(file.getFileName() + ".migration.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && version(connections) < VERSION) {
        migrate(connections);
      }
    } catch (IOException e) {
      throw new CatalogException("cannot lock " + lockFile + ": " + e.getMessage(), e, false);
    }
  }

  private static void migrate(Connections connections) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(connections.url());
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:io/vitrine/catalog/sqlite")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new CatalogException(
          "the schema could not be brought up to date: " + e.getMessage(), e, false);
    }
  }
}
