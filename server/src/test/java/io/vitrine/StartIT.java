package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.VitrineProcess.Result;
import io.vitrine.cli.VitrineCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Starting, and what keeps a server from it (contract: operator.md, Signs of life). */
class StartIT {
  @TempDir private Path data;

  @Test
  void theFirstStartShowsTheAdministratorsKeyOnceAndEndsWithTheReadyLine() {
    String key;
    try (VitrineProcess first = VitrineProcess.serve(data, "128m")) {
      List<String> lines = first.output().lines().toList();
      key =
          lines.stream()
              .filter(line -> line.startsWith("Admin key: "))
              .findFirst()
              .orElseThrow()
              .split(" ", -1)[2];
      assertThat(lines.getLast()).matches("Vitrine is ready: http://127\\.0\\.0\\.1:[1-9]\\d{1,4}");
      assertThat(key).startsWith("vk_");
    }

    try (VitrineProcess second = VitrineProcess.serve(data, "128m");
        TestClient client = second.client(key)) {
      assertThat(second.output().lines()).hasSize(1);
      assertThat(second.output() + second.errors()).doesNotContain(key);
      assertThat(client.get("/files").status()).isEqualTo(200);
    }
  }

  @Test
  void theSecretIsReadableByItsOwnerOnlyAndKeptForTheNextStart() throws Exception {
    String url;
    try (VitrineProcess first = VitrineProcess.serve(data, "128m", "--admin-key", "k");
        TestClient client = first.client("k")) {
      url = client.uploadUrl("{\"mimeType\":\"text/plain\"}").substring(client.address().length());
    }
    try (Stream<Path> files = Files.list(data)) {
      List<Path> secrets =
          files.filter(file -> file.getFileName().toString().contains("secret")).toList();
      assertThat(secrets).hasSize(1);
      assertThat(Files.getPosixFilePermissions(secrets.getFirst()))
          .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }
    try (VitrineProcess second = VitrineProcess.serve(data, "128m", "--admin-key", "k");
        TestClient client = second.client("k")) {
      assertThat(
              client
                  .put(
                      client.address() + url,
                      "a.txt",
                      "text/plain",
                      java.net.http.HttpRequest.BodyPublishers.ofString("a"))
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void aDataFolderOrAPortInUseIsToldInOneLine(@TempDir Path other) {
    try (VitrineProcess running = VitrineProcess.serve(data, "128m", "--admin-key", "k")) {
      int port = URI.create(running.address().orElseThrow()).getPort();

      Result sameData = VitrineProcess.run("serve", "--port", "0", "--data", data.toString());
      Result samePort =
          VitrineProcess.run("serve", "--port", Integer.toString(port), "--data", other.toString());

      assertRefused(sameData, "in use");
      assertRefused(samePort, Integer.toString(port));
      assertThat(running.isAlive()).isTrue();
    }
  }

  @Test
  void aDatabaseThatCannotBeOpenedIsToldInOneLine() throws Exception {
    Files.write(data.resolve("vitrine.db"), Samples.noise(1, 8_192));

    assertRefused(
        VitrineProcess.run("serve", "--port", "0", "--data", data.toString()), "vitrine.db");
    assertThat(Files.readAllBytes(data.resolve("vitrine.db"))).isEqualTo(Samples.noise(1, 8_192));
  }

  @Test
  void aDatabaseThatCannotBeReachedIsToldInOneLine() {
    assertRefused(
        VitrineProcess.run(
            "serve",
            "--port",
            "0",
            "--data",
            data.toString(),
            "--database",
            "sqlite:/proc/nowhere/vitrine.db"),
        "/proc/nowhere/vitrine.db");
  }

  @Test
  void aWrongOptionIsToldInOneLine() {
    assertRefused(
        VitrineProcess.run("serve", "--data", data.toString(), "--port", "many"), "--port");
  }

  private static Stream<List<String>> wrongOptions() {
    return Stream.of(
        List.of("--port", "70000"),
        List.of("--no-such-option"),
        List.of("--max-upload-size", "big"),
        List.of("--trash-retention", "soon"),
        List.of("--tls", "maybe"),
        List.of("--log", "loud"),
        List.of("--secret", "short"),
        List.of("--public-url", "media.test"),
        List.of("--database", "mysql://localhost/x"),
        List.of("--config", "/nowhere/vitrine.properties"));
  }

  @ParameterizedTest
  @MethodSource("wrongOptions")
  @ResourceLock(Resources.SYSTEM_ERR)
  void everyWrongOptionKeepsTheServerFromStarting(List<String> wrong) {
    List<String> arguments =
        Stream.concat(Stream.of("serve", "--data", data.toString()), wrong.stream()).toList();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream before = System.err;
    int status;
    try (PrintStream caught = new PrintStream(errors, true, StandardCharsets.UTF_8)) {
      System.setErr(caught);
      status = VitrineCommand.run(arguments.toArray(String[]::new), Map.of());
    } finally {
      System.setErr(before);
    }

    assertThat(status).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .startsWith("vitrine: ")
        .doesNotContain("only once")
        .contains(wrong.getFirst().substring("--".length()));
  }

  private static void assertRefused(Result result, String mentioned) {
    assertThat(result.exitStatus()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors().lines()).hasSize(1);
    assertThat(result.errors()).contains(mentioned);
    assertThat(result.output()).doesNotContain("ready");
  }
}
