package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Zip files of many files and of folders (contract: delivery.md section 6). */
class ArchiveIT {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void chosenFilesComeInTheirOrderUnderTheirNames() {
    byte[] large = Samples.pdf(300_000);
    String one = id(server.upload("报告.pdf", "application/pdf", large));
    String two = id(server.upload("😀.png", "image/png", Samples.png(3, 2)));
    String three = id(server.upload("报告.pdf", "application/pdf", Samples.pdf(200)));
    String url = archiveOf(List.of(two, one, three, one));

    Answer answer = server.fetch(url);

    assertThat(url).matches(server.address() + "/archive/[0-9a-f]{32}");
    assertThat(entries(answer.body()))
        .containsExactly(
            Map.entry("😀.png", Samples.sha256(Samples.png(3, 2))),
            Map.entry("报告.pdf", Samples.sha256(large)),
            Map.entry("报告 (1).pdf", Samples.sha256(Samples.pdf(200))));
    assertThat(answer.header("Content-Type")).contains("application/zip");
    assertThat(answer.header("Content-Length")).contains(Integer.toString(answer.body().length));
    assertThat(answer.header("Content-Disposition")).contains("attachment; filename=\"files.zip\"");
    assertThat(answer.header("Cache-Control")).contains("private, no-cache");
    assertThat(answer.header("ETag").orElseThrow()).matches("\"[0-9a-f]{32}\"");
    assertThat(answer.header("Accept-Ranges")).contains("bytes");
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Last-Modified")).isEmpty();
  }

  @Test
  void aHeadTellsTheSameAndWhoHasItIsToldSo() {
    String url = archiveOf(List.of(id(upload("a.pdf", "media-root", 1_000))));
    Answer get = server.fetch(url);
    Answer head = server.send(server.plain(url).method("HEAD", BodyPublishers.noBody()));

    for (String header : List.of("Content-Length", "ETag", "Content-Type", "Cache-Control")) {
      assertThat(head.header(header)).as(header).isPresent().isEqualTo(get.header(header));
    }
    assertThat(head.body()).isEmpty();
    String tag = get.header("ETag").orElseThrow();
    assertThat(fetch(url, "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(fetch(url, "If-Match", "\"other\"").status()).isEqualTo(412);
    assertThat(fetch(url, "Range", "bytes=99999999-").status()).isEqualTo(416);
    assertThat(server.send(server.plain(url).DELETE()).status()).isEqualTo(405);
  }

  @Test
  void aFolderComesWithAllBelowItUnderPathsOfItsOwn() {
    String top = folder("夏 2026", "media-root");
    String inner = folder("a/b", top);
    folder("empty", top);
    upload("one.pdf", top, 10_000);
    upload("two.pdf", inner, 20_000);
    upload("one.pdf", top, 30_000);

    Answer answer = server.fetch(archiveOf(top));

    assertThat(entries(answer.body()).keySet())
        .containsExactly("a_b/", "empty/", "one.pdf", "one (1).pdf", "a_b/two.pdf");
    assertThat(answer.header("Content-Disposition").orElseThrow())
        .endsWith("filename*=UTF-8''%E5%A4%8F%202026.zip");
  }

  @Test
  void anyRangeIsTheSameRangeOfTheWhole() {
    String top = folder("ranges", "media-root");
    for (int i = 0; i < 12; i++) {
      upload("file " + i + ".pdf", i % 3 == 0 ? top : folder("f" + i, top), 200 + i * i * 2_500);
    }
    String url = archiveOf(top);
    byte[] whole = server.fetch(url).body();
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      int from = random.nextInt(whole.length);
      int to = Math.min(whole.length, from + random.nextInt(i % 2 == 0 ? 400 : 900_000) + 1);
      Answer part = fetch(url, "Range", "bytes=" + from + "-" + (to - 1));
      assertThat(part.status()).isEqualTo(206);
      assertThat(Arrays.equals(part.body(), Arrays.copyOfRange(whole, from, to)))
          .as("bytes %d to %d", from, to)
          .isTrue();
    }
  }

  @Test
  void aDownloadThatIsCutAnywhereGoesOnAndEightPartsAtOnceMakeTheWhole() throws Exception {
    String top = folder("resumed", "media-root");
    for (int i = 0; i < 5; i++) {
      upload("file " + i + ".pdf", top, 400_000 + i);
    }
    String url = archiveOf(top);
    Answer get = server.fetch(url);
    byte[] whole = get.body();
    String tag = get.header("ETag").orElseThrow();

    ByteArrayOutputStream resumed = new ByteArrayOutputStream();
    try (RawConnection first = new RawConnection(server.address())) {
      first.head("GET " + url.substring(server.address().length()));
      assertThat(first.readHead().status()).isEqualTo(200);
      first.reset();
    }
    int cut = 777_777;
    resumed.write(whole, 0, cut);
    Answer rest =
        server.send(
            server.plain(url).header("Range", "bytes=" + cut + "-").header("If-Range", tag).GET());
    assertThat(rest.status()).isEqualTo(206);
    resumed.writeBytes(rest.body());
    assertThat(resumed.toByteArray()).isEqualTo(whole);

    try (ExecutorService managers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> parts = new java.util.ArrayList<>();
      int step = whole.length / 8 + 1;
      for (int from = 0; from < whole.length; from += step) {
        String range = "bytes=" + from + "-" + (from + step - 1);
        parts.add(managers.submit(() -> fetch(url, "Range", range)));
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (Future<Answer> part : parts) {
        all.writeBytes(part.get().body());
      }
      assertThat(all.toByteArray()).isEqualTo(whole);
    }
  }

  @Test
  void whatChangedIsSentWholeInsteadOfAPartThatDoesNotFit() {
    String top = folder("changing", "media-root");
    upload("a.pdf", top, 1_000);
    String second = id(upload("b.pdf", top, 2_000));
    String url = archiveOf(top);
    String tag = server.fetch(url).header("ETag").orElseThrow();

    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(second), "permanent", true));

    Answer answer =
        server.send(server.plain(url).header("Range", "bytes=100-").header("If-Range", tag).GET());
    assertThat(answer.status()).as("a deletion counts at once").isEqualTo(200);
    assertThat(entries(answer.body()).keySet()).containsExactly("a.pdf");
    String after = answer.header("ETag").orElseThrow();
    assertThat(after).isNotEqualTo(tag);
    upload("c.pdf", top, 3_000);
    await()
        .untilAsserted(
            () ->
                assertThat(entries(server.fetch(url).body()).keySet())
                    .containsExactly("a.pdf", "c.pdf"));
    assertThat(server.fetch(url).header("ETag")).isPresent().isNotEqualTo(after);
  }

  @Test
  void privateTrashedAndForeignFilesAreLeftOutAndWhenAllAreThereIsNothing() {
    String secret =
        id(
            server.upload(
                "secret.pdf", "application/pdf", Samples.pdf(500), Map.of("private", true)));
    String trashed = id(upload("trashed.pdf", "media-root", 600));
    String kept = id(upload("kept.pdf", "media-root", 700));
    String url = archiveOf(List.of(secret, trashed, "c0ffee_" + "0".repeat(32), kept));
    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(trashed)));

    await()
        .untilAsserted(
            () ->
                assertThat(entries(server.fetch(url).body()).keySet()).containsExactly("kept.pdf"));
    server.ask("/bulk/trash-bin/files/restore", Map.of("fileIds", List.of(trashed)));
    await()
        .untilAsserted(
            () ->
                assertThat(entries(server.fetch(url).body()).keySet())
                    .containsExactly("trashed.pdf", "kept.pdf"));
    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(trashed, kept), "permanent", true));
    Answer gone = server.fetch(url);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.errorCode()).isEqualTo("NOT_FOUND");
    assertThat(gone.header("Cache-Control")).contains("no-store");
  }

  @Test
  void aFolderInTheTrashBinIsNotFoundUntilItIsBack() {
    String top = folder("going", "media-root");
    upload("a.pdf", top, 900);
    String url = archiveOf(top);
    server.ask("/bulk/folders/delete", Map.of("folderIds", List.of(top)));

    await().untilAsserted(() -> assertThat(server.fetch(url).status()).isEqualTo(404));
    Answer asked = server.post("/folders/" + top + "/generate-download-url", "{}");
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.errorCode()).isEqualTo("FOLDER_IN_TRASH");
    server.ask("/bulk/trash-bin/folders/restore", Map.of("folderIds", List.of(top)));
    await().untilAsserted(() -> assertThat(server.fetch(url).status()).isEqualTo(200));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String path = server.address() + "/archive/";
    for (String name : List.of("0".repeat(32), "0".repeat(31), "X".repeat(32), "%2e%2e", "a")) {
      assertThat(server.fetch(path + name).status()).as(name).isIn(400, 404);
    }
    Answer files = server.post("/files/generate-download-url", "{\"fileIds\":[\"x\"]}");
    assertThat(files.status()).isEqualTo(404);
    assertThat(files.errorCode()).isEqualTo("RESOURCE_NOT_FOUND");
    Answer folder = server.post("/folders/unknown/generate-download-url", "{}");
    assertThat(folder.status()).isEqualTo(404);
    assertThat(server.post("/files/generate-download-url", "{\"fileIds\":[]}").status())
        .isEqualTo(400);
    assertThat(server.post("/files/generate-download-url", "{}").status()).isEqualTo(400);
    List<String> many = java.util.Collections.nCopies(1_001, "x");
    assertThat(server.post("/files/generate-download-url", Map.of("fileIds", many)).status())
        .isEqualTo(400);
  }

  @Test
  void aFileThatIsLostMidwayEndsTheConnectionInsteadOfLying() throws Exception {
    String top = folder("lost", "media-root");
    upload("1.pdf", top, 50_000_000);
    upload("2.pdf", top, 60_000);
    String url = archiveOf(top);
    long length = Long.parseLong(head(url).header("Content-Length").orElseThrow());
    try (RawConnection slow = new RawConnection(server.address())) {
      slow.head("GET " + url.substring(server.address().length()));
      assertThat(slow.readHead().status()).isEqualTo(200);
      JsonNode second =
          server
              .ask("/files?parentFolderId=" + top)
              .path("files")
              .valueStream()
              .filter(file -> file.path("displayName").asString().equals("2.pdf"))
              .findFirst()
              .orElseThrow();
      long before = server.storedBlobs();
      server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(second)), "permanent", true));
      await().until(() -> server.storedBlobs() < before);

      assertThat(slow.drain()).isLessThan(length);
    }
  }

  private static Answer head(String url) {
    return server.send(server.plain(url).method("HEAD", BodyPublishers.noBody()));
  }

  private static Answer fetch(String url, String header, String value) {
    return server.send(server.plain(url).header(header, value).GET());
  }

  private static String archiveOf(List<String> fileIds) {
    return server
        .ask("/files/generate-download-url", Map.of("fileIds", fileIds))
        .path("downloadUrl")
        .stringValue();
  }

  private static String archiveOf(String folderId) {
    return server
        .ask("/folders/" + folderId + "/generate-download-url", Map.of("folderId", folderId))
        .path("downloadUrl")
        .stringValue();
  }

  private static String folder(String name, String parentId) {
    return server
        .ask("/folders", Map.of("displayName", name, "parentFolderId", parentId))
        .at("/folder/id")
        .stringValue();
  }

  private static JsonNode upload(String name, String folderId, int size) {
    return server.upload(
        name, "application/pdf", Samples.pdf(size), Map.of("parentFolderId", folderId));
  }

  private static String id(JsonNode file) {
    return file.path("id").stringValue();
  }

  /** The entries' names with the SHA-256 of their bytes. */
  private static Map<String, String> entries(byte[] zip) {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
        entries.put(entry.getName(), Samples.sha256(stream.readAllBytes()));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return entries;
  }
}
