package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Files go up and come down again (contract: uploads.md section 1, processing.md section 4). */
class UploadDownloadIT {
  private static final int KIB = 1 << 10;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A file and what must be told about it; the media type's path is that of delivery.md 2. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sample(
      String name, String mimeType, byte[] bytes, String mediaType, String path, String mediaKey) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Sample> samples() {
    return Stream.of(
        new Sample("a.png", "image/png", Samples.png(31, 17), "IMAGE", "/media/", "image"),
        new Sample("b.jpg", "image/jpeg", Samples.jpeg(31, 17), "IMAGE", "/media/", "image"),
        new Sample("c.gif", "image/gif", Samples.gif(31, 17), "IMAGE", "/media/", "image"),
        new Sample("d.svg", "image/svg+xml", Samples.svg(31, 17), "VECTOR", "/shapes/", "vector"),
        new Sample(
            "e.pdf", "application/pdf", Samples.pdf(300 * KIB), "DOCUMENT", "/ugd/", "document"),
        new Sample("f.txt", "text/plain", Samples.text("Grüße\n"), "DOCUMENT", "/ugd/", "document"),
        new Sample("g.zip", "application/zip", Samples.zip(), "ARCHIVE", "/archives/", "archive"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyKindOfFileIsDescribedAndComesBackByteForByte(Sample sample) {
    Instant before = Instant.now().minusMillis(2);
    JsonNode file = server.upload(sample.name, sample.mimeType, sample.bytes);

    String id = file.path("id").stringValue();
    assertThat(id).matches("[0-9a-f]{6}_[0-9a-f]{32}(~mv2)?\\.[a-z]{3}");
    assertThat(file.path("displayName").stringValue()).isEqualTo(sample.name);
    assertThat(file.path("url").stringValue()).isEqualTo(server.address() + sample.path + id);
    assertThat(file.path("parentFolderId").stringValue()).isEqualTo("media-root");
    assertThat(file.path("hash").stringValue()).isEqualTo(Samples.sha256(sample.bytes));
    assertThat(file.path("sizeInBytes").stringValue())
        .isEqualTo(Integer.toString(sample.bytes.length));
    assertThat(file.path("private").booleanValue()).isFalse();
    assertThat(file.path("mediaType").stringValue()).isEqualTo(sample.mediaType);
    assertThat(file.path("mimeType").stringValue()).isEqualTo(sample.mimeType);
    assertThat(file.path("operationStatus").stringValue()).isEqualTo("READY");
    assertThat(file.path("state").stringValue()).isEqualTo("OK");
    assertThat(file.path("labels").isArray()).isTrue();
    assertThat(file.path("labels")).isEmpty();
    assertThat(file.path("siteId").stringValue()).isNotEmpty();
    assertThat(Instant.parse(file.path("createdDate").stringValue()))
        .isBetween(before, Instant.now());
    assertThat(file.path("createdDate").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(file.path("updatedDate")).isEqualTo(file.path("createdDate"));
    assertThat(file.path("media").propertyNames()).containsExactly(sample.mediaKey);
    assertThat(server.fetch(file.path("thumbnailUrl").stringValue()).status()).isEqualTo(200);

    Answer bytes = server.fetch(file.path("url").stringValue());
    assertThat(bytes.status()).isEqualTo(200);
    assertThat(bytes.body()).isEqualTo(sample.bytes);
    assertThat(bytes.header("Content-Type").orElseThrow()).startsWith(sample.mimeType);
    assertThat(server.ask("/files/get-file-by-id?fileId=" + TestClient.encode(id)).path("file"))
        .isEqualTo(file);
  }

  @Test
  void picturesTellTheirSizeAsTheyAreSeen() {
    JsonNode upright = image(server.upload("a.jpg", "image/jpeg", Samples.jpeg(40, 30, 1)));
    JsonNode turned = image(server.upload("b.jpg", "image/jpeg", Samples.jpeg(40, 30, 6)));

    assertThat(upright.path("width").intValue()).isEqualTo(40);
    assertThat(upright.path("height").intValue()).isEqualTo(30);
    assertThat(turned.path("width").intValue()).isEqualTo(30);
    assertThat(turned.path("height").intValue()).isEqualTo(40);
    assertThat(turned.path("filename").stringValue()).isEqualTo("b.jpg");
  }

  @Test
  void oneHundredUploadsAtOnceAllArriveWhole() throws Exception {
    List<Callable<JsonNode>> uploads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      uploads.add(() -> server.upload("n" + number + ".pdf", "application/pdf", document(number)));
    }

    List<JsonNode> files = atOnce(uploads);

    Set<String> ids = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      ids.add(files.get(i).path("id").stringValue());
      assertThat(server.fetch(files.get(i).path("url").stringValue()).body())
          .isEqualTo(document(i));
    }
    assertThat(ids).hasSize(100);
  }

  @Test
  void theFoldersOfAPathAreMadeOnceHoweverManyUploadsRace() throws Exception {
    List<Callable<JsonNode>> uploads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      uploads.add(
          () ->
              server.upload(
                  "r" + number + ".txt",
                  "text/plain",
                  Samples.text("race " + number),
                  Map.of("filePath", "/raced/2026/december")));
    }

    List<JsonNode> files = atOnce(uploads);

    Set<String> folders = new HashSet<>();
    files.forEach(file -> folders.add(file.path("parentFolderId").stringValue()));
    assertThat(folders).hasSize(1);
    JsonNode found = server.ask("/folders/search", Map.of("search", "raced")).path("folders");
    assertThat(found).hasSize(1);
    String raced = found.path(0).path("id").stringValue();
    JsonNode years = server.ask("/folders?parentFolderId=" + raced).path("folders");
    assertThat(years).hasSize(1);
    JsonNode months =
        server
            .ask("/folders?parentFolderId=" + years.path(0).path("id").stringValue())
            .path("folders");
    assertThat(months).hasSize(1);
    assertThat(folders).containsExactly(months.path(0).path("id").stringValue());
  }

  @Test
  void aBodyOfUntoldLengthIsTaken() {
    byte[] bytes = Samples.pdf(200 * KIB);
    String url = server.uploadUrl(Map.of("mimeType", "application/pdf"));

    Answer answer =
        server.put(
            url,
            "chunked.pdf",
            "application/pdf",
            BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes)));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(server.fetch(answer.json().path("file").path("url").stringValue()).body())
        .isEqualTo(bytes);
  }

  @Test
  void whatIsMintedAsOctetStreamIsFoundOut() {
    JsonNode file = server.upload("x.bin.png", "application/octet-stream", Samples.png(5, 4));

    assertThat(file.path("mediaType").stringValue()).isEqualTo("IMAGE");
    assertThat(file.path("mimeType").stringValue()).isEqualTo("image/png");
  }

  @Test
  void theBytesDecideWhichTypeOfTheSameKindAFileHas() {
    JsonNode file = server.upload("really-a-png.jpg", "image/jpeg", Samples.png(5, 4));

    assertThat(file.path("mimeType").stringValue()).isEqualTo("image/png");
    assertThat(file.path("id").stringValue()).endsWith("~mv2.png");
  }

  @Test
  void aNameIsTextAndGetsTheExtensionThatItLacks() {
    assertThat(nameAfterUpload("image1")).isEqualTo("image1.png");
    assertThat(nameAfterUpload("../../etc/passwd.png")).isEqualTo("passwd.png");
    assertThat(nameAfterUpload("C:\\temp\\x.png")).isEqualTo("x.png");
    assertThat(nameAfterUpload("\u202Egnp.exe \uD83D\uDE00.png"))
        .isEqualTo("\u202Egnp.exe \uD83D\uDE00.png");
    assertThat(nameAfterUpload("<script>alert(1)<&\"'.png")).isEqualTo("<script>alert(1)<&\"'.png");
    assertThat(nameAfterUpload("n".repeat(300) + ".png")).isEqualTo("n".repeat(251) + ".png");
  }

  @Test
  void theNameGivenWithTheUrlWins() {
    String url = server.uploadUrl(Map.of("mimeType", "image/png", "fileName", "minted.png"));

    Answer answer =
        server.put(url, "sent.png", "image/png", BodyPublishers.ofByteArray(Samples.png(3, 3)));

    assertThat(answer.json().path("file").path("displayName").stringValue())
        .isEqualTo("minted.png");
  }

  @Test
  void labelsAndFolderOfTheUrlAreKept() {
    JsonNode folder = server.ask("/folders", Map.of("displayName", "target")).path("folder");

    JsonNode file =
        server.upload(
            "l.png",
            "image/png",
            Samples.png(3, 3),
            Map.of(
                "labels",
                List.of("sea", "été"),
                "parentFolderId",
                folder.path("id").stringValue()));

    assertThat(file.path("labels").valueStream().map(JsonNode::stringValue))
        .containsExactly("sea", "été");
    assertThat(file.path("parentFolderId")).isEqualTo(folder.path("id"));
  }

  @Test
  void equalBytesAreStoredOnceAndLiveAsLongAsTheirLastFile() {
    byte[] bytes = Samples.png(60, 60, 4711);
    JsonNode first = server.upload("one.png", "image/png", bytes);
    long blobs = server.storedBlobs();
    JsonNode second = server.upload("two.png", "image/png", bytes);

    assertThat(second.path("id")).isNotEqualTo(first.path("id"));
    assertThat(server.storedBlobs()).isEqualTo(blobs);
    server.ask(
        "/bulk/files/delete",
        Map.of("fileIds", List.of(first.path("id").stringValue()), "permanent", true));
    assertThat(server.fetch(first.path("url").stringValue()).status()).isEqualTo(404);
    assertThat(server.fetch(second.path("url").stringValue()).body()).isEqualTo(bytes);
  }

  @Test
  void aPrivateFileShowsNoUrlOfItsBytes() {
    JsonNode file =
        server.upload("p.png", "image/png", Samples.png(8, 8, 99), Map.of("private", true));

    assertThat(file.path("private").booleanValue()).isTrue();
    assertThat(file.path("url").stringValue()).startsWith(server.address() + "/media/");
    assertThat(image(file).path("url").stringValue()).isEmpty();
    assertThat(server.fetch(file.path("thumbnailUrl").stringValue()).status()).isEqualTo(200);
  }

  @Test
  void aSiteTakesNoMoreThanItsQuota() {
    try (TestServer small = TestServer.start(java.util.Optional.empty(), OptionalLong.of(10_000))) {
      Answer minted =
          small.post(
              "/files/generate-upload-url",
              Map.of("mimeType", "application/pdf", "sizeInBytes", "10001"));
      assertThat(minted.status()).isEqualTo(400);
      assertThat(minted.errorCode()).isEqualTo("SITE_QUOTA_EXCEEDED");

      small.upload("six.pdf", "application/pdf", Samples.pdf(6_000));
      Answer sent =
          small.put(
              small.uploadUrl(Map.of("mimeType", "application/pdf")),
              "five.pdf",
              "application/pdf",
              BodyPublishers.ofByteArray(Samples.pdf(5_000)));
      assertThat(sent.status()).isEqualTo(400);
      assertThat(sent.errorCode()).isEqualTo("SITE_QUOTA_EXCEEDED");
      assertThat(small.storedBlobs()).isEqualTo(1);
    }
  }

  private static String nameAfterUpload(String name) {
    return server.upload(name, "image/png", Samples.png(2, 2)).path("displayName").stringValue();
  }

  private static JsonNode image(JsonNode file) {
    return file.path("media").path("image").path("image");
  }

  private static byte[] document(int number) {
    byte[] bytes = Samples.pdf(20 * KIB);
    byte[] mark = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(mark, 0, bytes, bytes.length - mark.length, mark.length);
    return bytes;
  }

  static <T> List<T> atOnce(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : executor.invokeAll(calls, 60, TimeUnit.SECONDS)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
