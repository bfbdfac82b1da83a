package io.vitrine.delivery.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Zips judged by programs that we did not write; one that is not installed is skipped. With {@code
 * VITRINE_CONFORMANCE_FULL} they also read each of five billion bytes, else only where those are.
 */
class ZipToolsIT {
  private static final boolean FULL = System.getenv("VITRINE_CONFORMANCE_FULL") != null;
  private static final int LONGEST_RUN_SECONDS = 300;
  private static final int MANY = 70_000;
  private static final long LARGE = 5_000_000_000L;

  @TempDir private static Path folder;
  private static Path names;
  private static Path many;
  private static Path large;

  /** A program: how it checks every byte of a zip, and how it lists one. */
  record Tool(List<String> check, List<String> list) {
    @Override
    public String toString() {
      return check.getFirst();
    }
  }

  static Stream<Tool> tools() {
    return Stream.of(
        new Tool(List.of("unzip", "-tq"), List.of("unzip", "-Z1")),
        new Tool(List.of("7z", "t", "-bd"), List.of("7z", "l", "-ba", "-slt", "-sccUTF-8")),
        new Tool(List.of("bsdtar", "-xOf"), List.of("bsdtar", "-tf")),
        new Tool(
            python("sys.exit(file.testzip() is not None)"),
            python("print('\\n'.join(file.namelist()))")));
  }

  private static List<String> python(String statement) {
    return List.of(
        "python3", "-c", "import sys, zipfile; file = zipfile.ZipFile(sys.argv[1]); " + statement);
  }

  @BeforeAll
  static void make() throws IOException {
    names =
        write(
            "names.zip",
            new MadeZip()
                .folder(1, 0, "照片 2026")
                .folder(2, 1, "夏天 🏖️")
                .folder(3, 0, "empty")
                .file(0, "a.jpg", 1_000)
                .file(0, "A.JPG", 1_001)
                .file(0, "a.jpg", 0)
                .file(1, "été.txt", 70_000)
                .file(2, "😀.png", 200_000)
                .file(2, "../../../etc/passwd", 10)
                .file(2, "con: \"x\"?.txt", 11)
                .file(2, "字".repeat(120) + ".jpeg", 12));
    MadeZip files = new MadeZip();
    for (int i = 0; i < MANY; i++) {
      files.file(0, "file %d.txt".formatted(i), new byte[] {1, 2, 3});
    }
    many = write("many.zip", files);
    large =
        write(
            "large.zip",
            new MadeZip()
                .zeros(0, "large", LARGE, MadeZip.crcOfZeros(LARGE))
                .file(0, "behind 4 GB", 1_000));
  }

  private static Path write(String name, MadeZip zip) throws IOException {
    Path file = folder.resolve(name);
    zip.write(zip.layout(), file);
    return file;
  }

  @ParameterizedTest
  @MethodSource("tools")
  @DisplayName("names in Chinese, emoji, duplicates and hostile ones")
  void namesOfEveryKind(Tool tool) throws Exception {
    run(tool.check(), names);

    String listed = run(tool.list(), names);
    assertThat(listed)
        .contains("照片 2026", "夏天 🏖️", "😀.png", "été.txt", "A (1).JPG", "a (2).jpg")
        .contains("passwd", "con_ _x__.txt")
        .doesNotContain("..", "etc");
  }

  @ParameterizedTest
  @MethodSource("tools")
  void moreThan65535Entries(Tool tool) throws Exception {
    run(tool.check(), many);

    assertThat(run(tool.list(), many).lines().filter(line -> line.contains("file "))).hasSize(MANY);
  }

  @ParameterizedTest
  @MethodSource("tools")
  void moreThanFourGigabytes(Tool tool) throws Exception {
    if (FULL) {
      run(tool.check(), large);
    }

    assertThat(run(tool.list(), large)).contains("large", "behind 4 GB");
  }

  /** Runs it; it must say that all is well. */
  private static String run(List<String> command, Path zip) throws Exception {
    assumeTrue(isInstalled(command.getFirst()), command.getFirst() + " is not installed");
    List<String> whole = new ArrayList<>(command);
    whole.add(zip.toString());
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    boolean isContent = command.contains("-xOf");
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .redirectOutput(
                isContent
                    ? ProcessBuilder.Redirect.DISCARD
                    : ProcessBuilder.Redirect.to(output.toFile()))
            .redirectError(errors.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)).isTrue();
      String complaint = Files.readString(errors, StandardCharsets.UTF_8);
      assertThat(complaint).as("complaints of %s", command.getFirst()).isEmpty();
      assertThat(process.exitValue()).as("exit status of %s", command.getFirst()).isZero();
      String said = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(said.toLowerCase(java.util.Locale.ROOT)).doesNotContain("warning");
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean isInstalled(String program) {
    for (String path : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(path, program))) {
        return true;
      }
    }
    return false;
  }
}
