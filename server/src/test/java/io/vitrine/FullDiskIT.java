package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server whose data folder is a small file system, which only root can mount. */
class FullDiskIT {
  private static final int PIECE = 4 << 20;
  private static final int MOST_PIECES = 30;

  @TempDir private Path disk;

  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=88m", "tmpfs", disk.toString());
    Assumptions.assumeTrue(mounted, "a limited file system cannot be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(succeeds("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void aFullDiskIsToldNothingRemainsAndFreedSpaceIsUsedAgain() {
    try (TestServer server = TestServer.start(TestServer.config(disk))) {
      List<JsonNode> stored = new ArrayList<>();
      Answer answer = upload(server, 0);
      while (answer.status() == 200) {
        stored.add(answer.json().path("file"));
        assertThat(stored).as("the disk never gets full").hasSizeLessThan(MOST_PIECES);
        answer = upload(server, stored.size());
      }

      assertThat(answer.status()).as(answer.toString()).isEqualTo(507);
      assertThat(answer.errorCode()).isEqualTo("INSUFFICIENT_STORAGE");
      assertThat(stored).isNotEmpty();
      assertThat(server.storedBlobs()).isEqualTo(stored.size());
      assertThat(ids(server)).isEqualTo(ids(stored));
      for (int i = 0; i < stored.size(); i++) {
        assertThat(server.fetch(stored.get(i).path("url").stringValue()).body())
            .isEqualTo(piece(i));
      }

      server.ask(
          "/bulk/files/delete",
          Map.of("fileIds", List.copyOf(ids(stored.subList(0, 2))), "permanent", true));
      assertThat(ids(server)).isEqualTo(ids(stored.subList(2, stored.size())));
      Answer again = await().until(() -> upload(server, 99), later -> later.status() != 507);

      assertThat(again.status()).as(again.toString()).isEqualTo(200);
      assertThat(server.fetch(again.json().at("/file/url").stringValue()).body())
          .isEqualTo(piece(99));
    }
  }

  @Test
  void anUploadThatDoesNotFitIsNotMadeAndOneThatIsKeepsWhatCame() {
    byte[] bytes = new byte[30 << 20];
    try (TestServer server = TestServer.start(TestServer.config(disk))) {
      TusClient tus = new TusClient(server);
      String token = tus.mint("application/pdf").token();
      String length = "Upload-Length: " + bytes.length;

      Answer made =
          tus.send(
              "POST", tus.endpoint(), bytes, length, TusClient.metadata(token), TusClient.BYTES);

      assertThat(made.status()).as(made.toString()).isEqualTo(507);
      assertThat(made.text()).contains("nothing was stored");
      assertThat(server.storedBlobs()).isZero();
      String url = TusClient.created(tus.create(token, length));
      Answer sent = tus.patch(url, 0, bytes);
      assertThat(sent.status()).as(sent.toString()).isEqualTo(507);
      assertThat(sent.errorCode()).isEqualTo("INSUFFICIENT_STORAGE");
      assertThat(sent.text()).contains("what came of a resumable upload stays");
      assertThat(tus.offset(url)).isPositive();
    }
  }

  private static Answer upload(TestServer server, int number) {
    return server.put(
        server.uploadUrl(Map.of("mimeType", "application/pdf")),
        number + ".pdf",
        "application/pdf",
        BodyPublishers.ofByteArray(piece(number)));
  }

  private static byte[] piece(int number) {
    return Samples.pdf(PIECE + number);
  }

  private static Set<String> ids(TestServer server) {
    Set<String> ids = new HashSet<>();
    server
        .ask("/files?paging.limit=100")
        .path("files")
        .forEach(file -> ids.add(file.path("id").stringValue()));
    return ids;
  }

  private static Set<String> ids(List<JsonNode> files) {
    Set<String> ids = new HashSet<>();
    files.forEach(file -> ids.add(file.path("id").stringValue()));
    return ids;
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (java.io.IOException noSuchProgram) {
      return false;
    }
  }
}
