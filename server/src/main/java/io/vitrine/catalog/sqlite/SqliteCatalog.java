package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrine.catalog.BlobChanges;
import io.vitrine.catalog.Blobs;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.FileChanges;
import io.vitrine.catalog.Files;
import io.vitrine.catalog.FolderChanges;
import io.vitrine.catalog.Folders;
import io.vitrine.catalog.KeyChanges;
import io.vitrine.catalog.Keys;
import io.vitrine.catalog.SiteChanges;
import io.vitrine.catalog.Sites;
import io.vitrine.catalog.UploadChanges;
import io.vitrine.catalog.Uploads;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The catalog in one SQLite file, which other processes may open too (contract: operator.md, key
 * and check beside a running server). Every commit is flushed to the disk.
 */
public final class SqliteCatalog implements Catalog {
  /** Up to so many matches are looked up and sorted; for more, walking the sort is quicker. */
  private static final int RARE_MATCHES = 2_000;

  private final int rareMatches;
  private final Readers readers;
  private final GroupWriter writer;

  private SqliteCatalog(Schema schema, MeterRegistry metrics, int rareMatches) {
    this.rareMatches = rareMatches;
    schema.migrate();
    Timer reads =
        Timer.builder("vitrine.catalog.read")
            .description("Time of a question to the catalog")
            .register(metrics);
    Timer writes =
        Timer.builder("vitrine.catalog.commit")
            .description("Time of a group of changes, flush included")
            .register(metrics);
    DistributionSummary groups =
        DistributionSummary.builder("vitrine.catalog.group")
            .description("Changes that were committed together")
            .register(metrics);
    this.writer = new GroupWriter(schema.openWriter(), writes, groups);
    int count = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    this.readers = new Readers(count, schema::openReader, reads);
  }

  /**
   * Opens the file, which is made when there is none.
   *
   * @throws CatalogException with a text for the operator when it cannot be opened
   */
  public static SqliteCatalog open(Path file, MeterRegistry metrics) {
    return open(file, metrics, RARE_MATCHES);
  }

  static SqliteCatalog open(Path file, MeterRegistry metrics, int rareMatches) {
    return new SqliteCatalog(new Schema(file), metrics, rareMatches);
  }

  @Override
  public Files files() {
    return new SqliteFiles(readers, rareMatches);
  }

  @Override
  public Folders folders() {
    return new SqliteFolders(readers, rareMatches);
  }

  @Override
  public Blobs blobs() {
    return new SqliteBlobs(readers);
  }

  @Override
  public Uploads uploads() {
    return new SqliteUploads(readers);
  }

  @Override
  public Keys keys() {
    return new SqliteKeys(readers);
  }

  @Override
  public Sites sites() {
    return new SqliteSites(readers);
  }

  @Override
  public <T> T write(Change<T> change) {
    return writer.write(sql -> change.apply(new RunningTransaction(sql, rareMatches)));
  }

  @Override
  public void checkHealth() {
    readers.with(sql -> sql.number("select count(*) from site"));
    // A transaction that changes nothing takes the lock of the writer, but flushes nothing.
    writer.write(sql -> sql.number("select count(*) from site"));
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }

  /** The catalog inside the writer's transaction. */
  private static final class RunningTransaction implements Transaction {
    private final Sql sql;
    private final Session session;
    private final int rareMatches;

    RunningTransaction(Sql sql, int rareMatches) {
      this.sql = sql;
      this.rareMatches = rareMatches;
      this.session =
          new Session() {
            @Override
            public <T> T with(Function<Sql, T> work) {
              return work.apply(sql);
            }
          };
    }

    @Override
    public FileChanges files() {
      return new SqliteFileChanges(sql, session, rareMatches);
    }

    @Override
    public FolderChanges folders() {
      return new SqliteFolderChanges(sql, session, rareMatches);
    }

    @Override
    public BlobChanges blobs() {
      return new SqliteBlobs(session);
    }

    @Override
    public UploadChanges uploads() {
      return new SqliteUploads(session);
    }

    @Override
    public KeyChanges keys() {
      return new SqliteKeys(session);
    }

    @Override
    public SiteChanges sites() {
      return new SqliteSites(session);
    }
  }
}
