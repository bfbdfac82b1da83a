package io.vitrine.catalog.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database file goes through: new, opened again, by two at once, foreign, damaged. */
class SqliteFileTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("catalog.db");
  }

  @Test
  void whatWasWrittenIsThereAfterItIsOpenedAgain() {
    try (Catalog catalog = open()) {
      createSite(catalog, "site");
    }
    assertThat(folder.resolve("catalog.db-wal")).doesNotExist();

    try (Catalog catalog = open()) {
      assertThat(catalog.sites().list()).containsExactly(new Site("site", NOON, 0, 0));
    }
  }

  @Test
  void whatWasWrittenIsThereWhenTheFileIsCopiedWithoutClosing() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy")).resolve("catalog.db");
    try (Catalog catalog = open()) {
      createSite(catalog, "site");
      // What a crash at this moment would leave.
      Files.copy(file, copy);
      Files.copy(folder.resolve("catalog.db-wal"), copy.resolveSibling("catalog.db-wal"));
    }

    try (Catalog catalog = SqliteCatalog.open(copy, new SimpleMeterRegistry())) {
      assertThat(catalog.sites().find("site")).isPresent();
      catalog.checkHealth();
    }
  }

  @Test
  void twoMayHaveTheSameFileOpenAndSeeEachOthersChanges() {
    try (Catalog server = open();
        Catalog command = open()) {
      createSite(server, "first");
      createSite(command, "second");

      assertThat(server.sites().list()).hasSize(2);
      assertThat(command.sites().list()).hasSize(2);
    }
  }

  @Test
  void twoMayWriteAtOnce() throws Exception {
    try (Catalog server = open();
        Catalog command = open()) {
      runAtOnce(List.of(() -> createSites(server, "a"), () -> createSites(command, "b")));

      assertThat(server.sites().list()).hasSize(40);
    }
  }

  @Test
  void severalMayMakeTheSameNewFileAtOnce() throws Exception {
    List<Callable<Integer>> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String site = "site-" + i;
      starts.add(
          () -> {
            try (Catalog catalog = open()) {
              createSite(catalog, site);
              return 1;
            }
          });
    }

    runAtOnce(starts);

    try (Catalog catalog = open()) {
      assertThat(catalog.sites().list()).hasSize(4);
    }
  }

  @Test
  void theMigrationsReachTheVersionThatTheCodeKnows() throws SQLException {
    open().close();

    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var version = statement.executeQuery("pragma user_version")) {
      assertThat(version.getInt(1)).isEqualTo(Schema.VERSION);
    }
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() throws SQLException {
    open().close();
    execute("pragma user_version = 1000");

    assertThatThrownBy(this::open)
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("catalog.db")
        .hasMessageContaining("made by a newer Vitrine");
  }

  @Test
  void aForeignDatabaseIsRefusedAndLeftAlone() throws SQLException, IOException {
    execute("create table bookmarks (url text)");
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(this::open)
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("was not made by Vitrine");

    assertThat(Files.readAllBytes(file).length).isEqualTo(before.length);
    assertThat(Arrays.equals(Files.readAllBytes(file), before)).isTrue();
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.write(file, "This is not a database. ".repeat(500).getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(this::open)
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("not an SQLite database");
  }

  @Test
  void aFolderThatIsMissingIsTold() {
    file = folder.resolve("missing").resolve("catalog.db");

    assertThatThrownBy(this::open)
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("cannot open " + file);
  }

  @Test
  void aDamagedPageIsToldAndNotTakenForAnAnswer() throws IOException {
    try (Catalog catalog = open()) {
      createSite(catalog, "site");
      addFolders(catalog, 0, 500);
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 8 * 4096; i < bytes.length; i++) {
      bytes[i] = (byte) 0xA5;
    }
    Files.write(file, bytes);

    assertThatThrownBy(this::readEverything)
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aFullDatabaseIsToldAndWorksAgainWhenThereIsRoom() {
    try (Catalog catalog = open()) {
      createSite(catalog, "site");
      limitPages(catalog, true);

      assertThatThrownBy(() -> addFolders(catalog, 0, 20_000))
          .isInstanceOfSatisfying(
              CatalogException.class, failure -> assertThat(failure.isFull()).isTrue());

      assertThat(catalog.folders().find("site", "folder-0")).isEmpty();
      catalog.checkHealth();
      limitPages(catalog, false);
      addFolders(catalog, 0, 2_000);
      assertThat(catalog.folders().find("site", "folder-1999")).isPresent();
    }
  }

  @Test
  void aFullDatabaseFailsTheChangesOfOneGroupTogether() throws Exception {
    try (Catalog catalog = open()) {
      createSite(catalog, "site");
      limitPages(catalog, true);
      List<Callable<Integer>> changes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int from = i * 5_000;
        changes.add(
            () -> {
              assertThatThrownBy(() -> addFolders(catalog, from, from + 5_000))
                  .isInstanceOfSatisfying(
                      CatalogException.class, failure -> assertThat(failure.isFull()).isTrue());
              return 1;
            });
      }

      runAtOnce(changes);

      limitPages(catalog, false);
      addFolders(catalog, 0, 10);
      assertThat(catalog.folders().find("site", "folder-9")).isPresent();
    }
  }

  @Test
  void whatHappensIsMeasured() {
    MeterRegistry metrics = new SimpleMeterRegistry();
    try (Catalog catalog = SqliteCatalog.open(file, metrics)) {
      createSite(catalog, "site");
      catalog.sites().list();

      assertThat(metrics.get("vitrine.catalog.write").timer().count()).isEqualTo(1);
      assertThat(metrics.get("vitrine.catalog.read").timer().count()).isEqualTo(1);
      assertThat(metrics.get("vitrine.catalog.write.group").summary().totalAmount()).isEqualTo(1);
    }
  }

  @Test
  void aClosedCatalogSaysSo() {
    Catalog catalog = open();
    catalog.close();
    catalog.close();

    assertThatThrownBy(() -> createSite(catalog, "late"))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> catalog.sites().list())
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aFullDiskInsideAChangeThatGoesOnKeepsAllOfItOrNothing() {
    try (Catalog catalog = open()) {
      createSite(catalog, "site");
      boolean kept = true;
      try {
        catalog.write(
            outer -> {
              outer.sites().create("before", NOON);
              limitPages(catalog, true);
              assertThatThrownBy(() -> addFolders(catalog, 0, 2_000))
                  .isInstanceOf(CatalogException.class);
              limitPages(catalog, false);
              outer.sites().create("after", NOON);
              return true;
            });
      } catch (CatalogException lost) {
        kept = false;
      }

      assertThat(catalog.sites().find("before").isPresent()).isEqualTo(kept);
      assertThat(catalog.sites().find("after").isPresent()).isEqualTo(kept);
      assertThat(catalog.folders().find("site", "folder-0")).isEmpty();
      addFolders(catalog, 0, 2);
      assertThat(catalog.folders().find("site", "folder-1")).isPresent();
    }
  }

  private Catalog open() {
    return SqliteCatalog.open(file, new SimpleMeterRegistry());
  }

  private void readEverything() {
    try (Catalog catalog = open()) {
      for (int i = 0; i < 500; i++) {
        assertThat(catalog.folders().find("site", "folder-" + i)).isPresent();
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A quota on the database's own pages fails as a full disk does. */
  private static void limitPages(Catalog catalog, boolean limited) {
    long pages = limited ? 1 : Integer.MAX_VALUE;
    catalog.<Long>write(
        transaction ->
            ((WriteTransaction) transaction).session().number("pragma max_page_count = " + pages));
  }

  private static void createSite(Catalog catalog, String id) {
    catalog.write(
        transaction -> {
          transaction.sites().create(id, NOON);
          return true;
        });
  }

  private static int createSites(Catalog catalog, String prefix) {
    for (int i = 0; i < 20; i++) {
      createSite(catalog, prefix + i);
    }
    return 20;
  }

  private static void addFolders(Catalog catalog, int from, int to) {
    catalog.write(
        transaction -> {
          for (int i = from; i < to; i++) {
            transaction
                .folders()
                .insert(
                    new Folder(
                        "site",
                        "folder-" + i,
                        RootFolder.MEDIA_ROOT.folderId(),
                        RootFolder.MEDIA_ROOT,
                        "Folder number " + i,
                        NOON,
                        NOON));
          }
          return true;
        });
  }

  private static void runAtOnce(List<? extends Callable<Integer>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> future : threads.invokeAll(tasks)) {
        assertThat(future.get()).isPositive();
      }
    }
  }
}
