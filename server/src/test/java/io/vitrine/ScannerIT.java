package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vitrine.media.scanner.ScannerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files that the real clamd looks through, with a signature of this test's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScannerIT {
  private static final Path CLAMD = Path.of("/usr/sbin/clamd");
  private static final String KNOWN = "what a scanner was told to find";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private int port;
  private Optional<Process> clamd = Optional.empty();
  private TestServer server;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(Files.isExecutable(CLAMD), "needs clamd: apt-get install clamav-daemon");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(folder.resolve("signatures"));
    byte[] md5 = MessageDigest.getInstance("MD5").digest(KNOWN.getBytes(StandardCharsets.US_ASCII));
    Files.writeString(
        folder.resolve("signatures/own.hdb"),
        HexFormat.of().formatHex(md5) + ":" + KNOWN.length() + ":Vitrine.Test\n");
    Files.writeString(
        folder.resolve("clamd.conf"),
        """
        Foreground yes
        DatabaseDirectory %s
        TCPSocket %d
        TCPAddr 127.0.0.1
        StreamMaxLength 1M
        """
            .formatted(folder.resolve("signatures"), port));
    startClamd();
    server =
        TestServer.startProcessing(
            new Config.Tools(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Config.Scanner(new ScannerAddress("127.0.0.1", port)))));
  }

  private void startClamd() throws IOException {
    clamd =
        Optional.of(
            new ProcessBuilder(CLAMD.toString(), "--config-file=" + folder.resolve("clamd.conf"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("clamd.log").toFile())
                .start());
    await().atMost(LIMIT).until(this::answers);
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void stopClamd() throws InterruptedException {
    if (clamd.isPresent()) {
      clamd.get().destroyForcibly().waitFor();
    }
  }

  @AfterAll
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    stopClamd();
  }

  @Test
  void aFileWithAFindFailsAndNoUrlLeadsToIt() {
    JsonNode file = upload(KNOWN, "found.txt");

    JsonNode processing = settled(file);

    assertThat(processing.at("/state").asString()).isEqualTo("FAILED");
    assertThat(processing.at("/error/code").asString()).isEqualTo("MALWARE_FOUND");
    assertThat(server.fetch(file.at("/url").asString()).status()).isEqualTo(404);
  }

  @Test
  void aCleanFileOfAnyKindIsReadyAfterTheScan() {
    assertThat(settled(upload("harmless words", "clean.txt")).at("/state").asString())
        .isEqualTo("READY");
  }

  @Test
  void aFileThatIsTooLargeForTheScannerFails() {
    JsonNode processing = settled(upload("x".repeat(1_200_000), "large.txt"));

    assertThat(processing.at("/error/code").asString()).isEqualTo("PROCESSING_FAILED");
    assertThat(processing.at("/error/description").asString()).contains("scanner");
  }

  @Test
  void filesWaitForAScannerThatIsGone() throws Exception {
    stopClamd();
    JsonNode file = upload("early words", "early.txt");
    await()
        .atMost(LIMIT)
        .until(
            () ->
                server
                    .fetch(server.address() + "/metrics")
                    .text()
                    .contains("{outcome=\"failed\",step=\"scan\"}"));
    assertThat(processing(file).at("/state").asString()).isEqualTo("PENDING");

    startClamd();

    assertThat(settled(file).at("/state").asString()).isEqualTo("READY");
  }

  private JsonNode upload(String text, String name) {
    return server.upload(name, "text/plain", text.getBytes(StandardCharsets.US_ASCII));
  }

  private JsonNode settled(JsonNode file) {
    await().atMost(LIMIT).until(() -> !processing(file).at("/state").asString().equals("PENDING"));
    return processing(file);
  }

  private JsonNode processing(JsonNode file) {
    return server.ask("/files/" + file.at("/id").asString() + "/processing").at("/processing");
  }
}
