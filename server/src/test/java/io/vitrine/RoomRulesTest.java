package io.vitrine;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.RoomRules.Room;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may import whom: the rooms of the design, and proof that the rule is awake. */
class RoomRulesTest {
  private static final Set<String> NONE = Set.of();

  /** Every package, with what it may use beside itself. Change it together with the design. */
  private static final Map<String, Room> TABLE = table();

  private static Map<String, Room> table() {
    Map<String, Room> table = new TreeMap<>();
    table.put("http", new Room(NONE, NONE));
    table.put("blob", new Room(NONE, NONE));
    table.put("blob.disk", new Room(Set.of("blob"), NONE));
    table.put("blob.s3", new Room(Set.of("blob"), NONE));
    table.put("media", new Room(NONE, NONE));
    table.put("media.imaging", new Room(Set.of("media"), NONE));
    table.put("media.video", new Room(Set.of("media"), NONE));
    // Sounds are probed and decoded by the same programs as films.
    table.put("media.audio", new Room(Set.of("media", "media.video"), NONE));
    // Apart from media.video, which starts programs: delivery needs the form of films alone.
    table.put("media.cmaf", new Room(Set.of("media"), NONE));
    table.put("media.document", new Room(Set.of("media"), NONE));
    table.put("media.scanner", new Room(Set.of("media"), NONE));
    table.put("media.archive", new Room(Set.of("media"), NONE));
    table.put("media.model", new Room(Set.of("media"), NONE));
    // A row of the catalog tells media type and pixel size in the words of media.
    table.put("catalog", new Room(NONE, Set.of("media")));
    table.put("catalog.sqlite", new Room(Set.of("catalog"), Set.of("media")));
    table.put("catalog.postgres", new Room(Set.of("catalog"), Set.of("media")));
    table.put("fetch", new Room(NONE, NONE));
    table.put("jobs", new Room(Set.of("catalog"), NONE));
    table.put("events", new Room(Set.of("catalog", "fetch", "jobs"), NONE));
    table.put(
        "library", new Room(Set.of("blob", "catalog", "media", "fetch", "jobs", "events"), NONE));
    table.put("access", new Room(Set.of("http", "catalog"), NONE));
    // It answers with public keys too, which are records of events.
    table.put(
        "api", new Room(Set.of("http", "access", "library"), Set.of("catalog", "media", "events")));
    // The library answers with descriptors, which are records of the catalog.
    table.put("upload", new Room(Set.of("http", "access", "library", "blob"), Set.of("catalog")));
    table.put("delivery.zip", new Room(Set.of("http"), Set.of("catalog")));
    table.put("delivery.transform", new Room(Set.of("library", "media"), Set.of("catalog")));
    table.put(
        "delivery.streaming", new Room(Set.of("http", "library", "media.cmaf"), Set.of("catalog")));
    table.put(
        "delivery",
        new Room(
            Set.of(
                "http",
                "access",
                "library",
                "blob",
                "media",
                "media.cmaf",
                "delivery.zip",
                "delivery.transform",
                "delivery.streaming"),
            Set.of("catalog")));
    table.put("web", new Room(Set.of("http", "access"), NONE));
    // Main starts the commands and the commands use the root: apart, this is no cycle.
    table.put("cli", new Room(Set.of("(root)", "client"), NONE));
    table.put("(start)", new Room(Set.of("cli"), NONE));
    table.put(
        "(root)",
        new Room(
            table.keySet().stream()
                .filter(room -> !Set.of("cli", "(start)").contains(room))
                .collect(toUnmodifiableSet()),
            NONE));
    return table;
  }

  @TempDir private Path folder;

  @Test
  void theProgramKeepsToTheTableOfRooms() throws Exception {
    RoomRules program = new RoomRules(TABLE).with(programClasses());

    assertThat(program.size()).isGreaterThan(50);
    assertThat(program.violations()).isEmpty();
  }

  @Test
  void anArrowThatTheTableLacksIsFound() throws Exception {
    compile("media", "Spy", "class Spy { io.vitrine.http.Request request; }");

    assertThat(violations())
        .containsExactly("media -> http: io/vitrine/media/Spy uses io/vitrine/http/Request");
  }

  @Test
  void aTypeThatOnlyStandsInAGenericSignatureIsFound() throws Exception {
    compile("web", "Spy", "class Spy { java.util.List<io.vitrine.blob.BlobKey[]> keys; }");

    assertThat(violations())
        .containsExactly("web -> blob: io/vitrine/web/Spy uses io/vitrine/blob/BlobKey");
  }

  @Test
  void aCallIsFoundAlthoughNothingIsDeclared() throws Exception {
    compile(
        "http",
        "Spy",
        "class Spy { Object key() { return new io.vitrine.blob.BlobKey(\"0\".repeat(32)); } }");

    assertThat(violations()).hasSize(1).first().asString().startsWith("http -> blob: ");
  }

  @Test
  void onlyTheNounsOfTheCatalogAreAllowedToTheApi() throws Exception {
    compile("api", "Spy", "class Spy { io.vitrine.catalog.FileDescriptor file; }");
    compile("api", "BadSpy", "class BadSpy { io.vitrine.catalog.Catalog catalog; }");

    assertThat(violations())
        .containsExactly("api -> catalog: io/vitrine/api/BadSpy uses io/vitrine/catalog/Catalog");
  }

  @Test
  void nobodyMayUseAStoreButThroughItsContract() throws Exception {
    compile("library", "Spy", "class Spy { io.vitrine.blob.disk.DiskBlobStore store; }");

    assertThat(violations()).hasSize(1).first().asString().startsWith("library -> blob.disk: ");
  }

  @Test
  void aPackageWithoutARowIsFound() throws Exception {
    compile("util", "Strings", "class Strings {}");

    assertThat(violations())
        .containsExactly("io/vitrine/util/Strings lies in a package that the table does not have");
  }

  @Test
  void aCycleIsFoundAlsoWhenTheTableAllowsEachArrow() throws Exception {
    compile(
        List.of(
            new Source("jobs", "First", "public class First { io.vitrine.events.Second next; }"),
            new Source("events", "Second", "public class Second { io.vitrine.jobs.First next; }")));
    Map<String, Room> loose = new TreeMap<>(TABLE);
    loose.put("jobs", new Room(Set.of("catalog", "events"), NONE));

    assertThat(new RoomRules(loose).with(folder).violations())
        .containsExactly(
            "cycle through events: it uses [jobs]", "cycle through jobs: it uses [events]");
  }

  private List<String> violations() throws Exception {
    return new RoomRules(TABLE).with(programClasses()).with(folder).violations();
  }

  private record Source(String room, String name, String text) {}

  private void compile(String room, String name, String text) throws Exception {
    compile(List.of(new Source(room, name, text)));
  }

  private void compile(List<Source> sources) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-d", folder.toString(), "-cp", programClasses().toString()));
    for (Source source : sources) {
      Path file =
          Files.createDirectories(folder.resolve("source").resolve(source.room()))
              .resolve(source.name() + ".java");
      Files.writeString(file, "package io.vitrine." + source.room() + "; " + source.text());
      arguments.add(file.toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).as("exit status of the compiler").isZero();
  }

  private static Path programClasses() throws URISyntaxException {
    return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
