package io.vitrine;

import static io.vitrine.TusClient.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import io.vitrine.access.Purpose;
import io.vitrine.access.Secrets;
import io.vitrine.access.Signer;
import io.vitrine.access.UploadTokens;
import io.vitrine.blob.disk.DiskOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Tokens, the request that makes a file, and what may be open: the rows and rules of the contract
 * (uploads.md section 2.1) in their order.
 */
class TusFinishIT {
  private static final String SECRET = "a-secret-for-these-tests-only";
  private static final byte[] PDF = Samples.pdf(1_000);
  private static TestServer server;
  private static TusClient tus;

  @BeforeAll
  static void start() {
    server = TestServer.start(Optional.of(SECRET), OptionalLong.empty());
    tus = new TusClient(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void f1AUrlAndATokenAreGiven() {
    JsonNode answer =
        server.ask(
            "/files/generate-resumable-upload-url",
            Map.of("mimeType", "application/pdf", "uploadProtocol", "TUS"));

    assertThat(answer.path("uploadProtocol").stringValue()).isEqualTo("TUS");
    assertThat(answer.path("uploadUrl").stringValue()).isEqualTo(tus.endpoint());
    assertThat(answer.path("uploadToken").stringValue())
        .matches("[A-Za-z0-9._-]+")
        .hasSizeLessThanOrEqualTo(2_000);
    Answer other =
        server.post(
            "/files/generate-resumable-upload-url",
            Map.of("mimeType", "application/pdf", "uploadProtocol", "FTP"));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.text()).contains("INVALID_ENUM_VALUE");
  }

  @Test
  void f2ACompleteUploadBecomesAFileWithWhatWasTold() {
    String folder =
        server.ask("/folders", Map.of("displayName", "f2")).at("/folder/id").stringValue();
    TusClient.Minted minted =
        tus.mint(
            "application/pdf",
            Map.of(
                "parentFolderId",
                folder,
                "labels",
                List.of("one"),
                "private",
                true,
                "sizeInBytes",
                Integer.toString(PDF.length)));
    complete(minted.token());

    Answer answer = tus.finish(minted.token(), "b.pdf");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode file = answer.json().path("file");
    assertThat(file.path("displayName").stringValue()).isEqualTo("b.pdf");
    assertThat(file.path("parentFolderId").stringValue()).isEqualTo(folder);
    assertThat(file.path("private").booleanValue()).isTrue();
    assertThat(file.path("labels").toString()).contains("one");
    assertThat(file.path("hash").stringValue()).isEqualTo(Samples.sha256(PDF));
    assertThat(file.path("operationStatus").stringValue()).isEqualTo("READY");
  }

  @Test
  void f3RepeatedItGivesTheSameFile() {
    String token = token();
    complete(token);
    String first = tus.finish(token, "a.pdf").json().at("/file/id").stringValue();

    Answer again = tus.finish(token, "another-name.pdf");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().at("/file/id").stringValue()).isEqualTo(first);
    assertThat(again.json().at("/file/displayName").stringValue()).isEqualTo("a.pdf");
    assertRefused(tus.create(token, "Upload-Length: 5"), 409, "UPLOAD_ALREADY_COMPLETED");
    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(first), "permanent", true));
    assertRefused(tus.finish(token, "a.pdf"), 409, "UPLOAD_ALREADY_COMPLETED");
  }

  @Test
  void f4AskedManyTimesAtOnceItMakesOneFile() throws Exception {
    String token = token();
    complete(token);
    Callable<Answer> finish = () -> tus.finish(token, "a.pdf");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers =
          threads.invokeAll(List.of(finish, finish, finish, finish, finish, finish));
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).as(answer.get().toString()).isEqualTo(200);
        assertThat(answer.get().json().at("/file/id"))
            .isEqualTo(answers.getFirst().get().json().at("/file/id"));
      }
      assertThat(server.fetch(answers.getFirst().get().json().at("/file/url").stringValue()).body())
          .isEqualTo(PDF);
    }
  }

  @Test
  void f5ForgedAndExpiredTokens() {
    InstantSource clock = InstantSource.system();
    Signer signer = new Signer(Secrets.parse(SECRET), clock);
    UploadTokens tokens = new UploadTokens(signer, Purpose.RESUMABLE, clock);
    String old = tokens.issue("0".repeat(32), Instant.now().minusSeconds(60));
    String unknown = tokens.issue("0".repeat(32), Instant.now().plusSeconds(60));
    String plain =
        new UploadTokens(signer, Purpose.UPLOAD, clock)
            .issue("0".repeat(32), Instant.now().plusSeconds(60));

    for (String bad : List.of("forged", unknown, plain)) {
      assertRefused(tus.finish(bad, "a.pdf"), 403, "UPLOAD_TOKEN_INVALID");
      assertRefused(tus.create(bad, "Upload-Length: 5"), 403, "UPLOAD_TOKEN_INVALID");
    }
    assertRefused(tus.finish(old, "a.pdf"), 403, "UPLOAD_TOKEN_EXPIRED");
    assertRefused(tus.create(old, "Upload-Length: 5"), 403, "UPLOAD_TOKEN_EXPIRED");
  }

  @Test
  void f6WithoutBytesThereIsNothingToFinish() {
    assertRefused(tus.finish(token(), "a.pdf"), 404, "UPLOAD_NOT_FOUND");
  }

  @Test
  void f7BeforeTheLastByteItCannotBeFinished() {
    String token = token();
    String url = TusClient.created(tus.create(token, "Upload-Length: " + PDF.length));
    tus.patch(url, 0, Arrays.copyOf(PDF, 400));

    Answer answer = tus.finish(token, "a.pdf");

    assertRefused(answer, 409, "UPLOAD_NOT_FINISHED");
    assertThat(answer.header("Upload-Offset")).contains("400");
    tus.patch(url, 400, Arrays.copyOfRange(PDF, 400, PDF.length));
    assertThat(tus.finish(token, "a.pdf").status()).isEqualTo(200);
  }

  @Test
  void f8TheNewestCompleteUploadWinsAndOthersAreDropped() {
    String token = token();
    String first = complete(token, Samples.pdf(500));
    complete(token, PDF);
    String unfinished = TusClient.created(tus.create(token, "Upload-Length: 2000"));

    Answer file = tus.finish(token, "a.pdf");

    assertThat(file.json().at("/file/hash").stringValue()).isEqualTo(Samples.sha256(PDF));
    assertThat(tus.head(first).status()).isEqualTo(410);
    assertThat(tus.head(unfinished).status()).isEqualTo(410);
  }

  @Test
  void f9WhatIsRefusedKeepsItsBytesForAnotherTry() {
    TusClient.Minted minted = tus.mint("application/octet-stream");
    String url =
        TusClient.created(
            tus.send("POST", tus.endpoint() + "/" + minted.token(), NOTHING, "Upload-Length: 11"));
    tus.patch(url, 0, Samples.text("just a text"));

    assertRefused(tus.finish(minted.token(), "text"), 400, "UNSUPPORTED_FILE_FORMAT");
    assertRefused(tus.finish(minted.token(), "text.png"), 400, "MISMATCH_MIME_TYPE");
    Answer file = tus.finish(minted.token(), "text.txt");

    assertThat(file.status()).as(file.toString()).isEqualTo(200);
    assertThat(server.fetch(file.json().at("/file/url").stringValue()).body())
        .isEqualTo(Samples.text("just a text"));
  }

  @Test
  void f10BytesOfAnotherTypeAreRefused() {
    String token = tus.mint("image/png").token();
    String url =
        TusClient.created(
            tus.send(
                "POST", tus.endpoint() + "/" + token, NOTHING, "Upload-Length: " + PDF.length));
    tus.patch(url, 0, PDF);

    assertRefused(tus.finish(token, "a.png"), 400, "MISMATCH_MIME_TYPE");
  }

  @Test
  void f11ThatNobodyFinishedStaysInvisible() {
    complete(token());

    JsonNode files = server.ask("/files/query", Map.of()).path("files");

    String told = files.toString();
    complete(token());
    assertThat(server.ask("/files/query", Map.of()).path("files").toString()).isEqualTo(told);
  }

  @Test
  void f12TheBodyMayBeMissingAndTheTokenEncoded() {
    String token = token();
    complete(token);
    String encoded = token.replace(".", "%2E").replace("-", "%2D").replace("_", "%5F");

    Answer answer =
        server.send(
            server
                .plain(tus.endpoint() + "/" + encoded + "?filename=a.pdf")
                .PUT(BodyPublishers.noBody()));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void f13TheNameInTheMetadataIsUsedWhenNoOtherIsTold() {
    String token = token();
    complete(token);

    Answer answer =
        server.send(server.plain(tus.endpoint() + "/" + token).PUT(BodyPublishers.noBody()));

    assertThat(answer.json().at("/file/displayName").stringValue()).isEqualTo("a.pdf");
  }

  @Test
  void f14TheTokenMayStandInThreePlaces() {
    String length = "Upload-Length: 5";
    String bearer = "Authorization: Bearer " + token();
    assertThat(tus.create(token(), length).status()).isEqualTo(201);
    assertThat(tus.send("POST", tus.endpoint(), NOTHING, length, bearer).status()).isEqualTo(201);
    assertThat(tus.send("POST", tus.endpoint() + "/" + token(), NOTHING, length).status())
        .isEqualTo(201);
  }

  @Test
  void f15WithoutATokenOnlyPartsAreTaken() {
    Answer answer = tus.send("POST", tus.endpoint(), NOTHING, "Upload-Length: 5");
    Answer foreign =
        tus.send(
            "POST", tus.endpoint(), NOTHING, "Upload-Length: 5", "Authorization: Bearer foreign");

    assertRefused(answer, 401, "UPLOAD_TOKEN_MISSING");
    assertRefused(foreign, 401, "UPLOAD_TOKEN_MISSING");
    Answer part =
        tus.send("POST", tus.endpoint(), NOTHING, "Upload-Concat: partial", "Upload-Length: 5");
    assertThat(part.status()).isEqualTo(201);
    assertRefused(
        tus.send(
            "POST",
            tus.endpoint(),
            NOTHING,
            "Upload-Concat: final;" + part.header("Location").orElseThrow()),
        401,
        "UPLOAD_TOKEN_MISSING");
  }

  @Test
  void f16ATokenForACertainSizeTakesNoOther() {
    String token = tus.mint("application/pdf", Map.of("sizeInBytes", "1000")).token();

    assertRefused(tus.create(token, "Upload-Length: 1001"), 413, "FILE_SIZE_OVER_LIMIT");
    assertRefused(tus.create(token, "Upload-Length: 999"), 400, "SIZE_MISMATCH");
    assertThat(tus.create(token, "Upload-Length: 1000").status()).isEqualTo(201);
  }

  @Test
  void f17EqualBytesOfTwoUploadsAreKeptOnce() {
    byte[] bytes = Samples.pdf(7_000);
    String first = token();
    complete(first, bytes);
    tus.finish(first, "a.pdf");
    long before = server.storedBlobs();
    String second = token();
    complete(second, bytes);

    Answer file = tus.finish(second, "b.pdf");

    assertThat(server.fetch(file.json().at("/file/url").stringValue()).body()).isEqualTo(bytes);
    assertThat(server.storedBlobs()).isEqualTo(before);
  }

  @Test
  void f18UnfinishedUploadsOfASiteMayTakeSoManyBytes(@TempDir Path data) {
    Config config = TestServer.config(data, Duration.ofDays(7), 10_000);
    try (TestServer small = TestServer.start(config)) {
      TusClient client = new TusClient(small);
      String token = client.mint("application/pdf").token();
      String open = TusClient.created(client.create(token, "Upload-Length: 6000"));
      assertRefused(client.create(token, "Upload-Length: 4001"), 507, "INSUFFICIENT_STORAGE");
      String deferred = TusClient.created(client.create(token, "Upload-Defer-Length: 1"));
      assertThat(client.patch(deferred, 0, new byte[3_000]).status()).isEqualTo(204);
      assertRefused(client.create(token, "Upload-Length: 1001"), 507, "INSUFFICIENT_STORAGE");
      assertRefused(client.patch(deferred, 3_000, new byte[1_001]), 413, "FILE_SIZE_OVER_LIMIT");
      assertRefused(
          client.patch(deferred, 3_000, NOTHING, "Upload-Length: 4001"),
          507,
          "INSUFFICIENT_STORAGE");
      assertThat(client.patch(deferred, 3_000, NOTHING, "Upload-Length: 4000").status())
          .isEqualTo(204);
      client.delete(open);

      assertThat(client.create(token, "Upload-Length: 6000").status()).isEqualTo(201);
    }
  }

  @Test
  void f20NothingIsOpenedWhenTheDiskIsAlmostFull(@TempDir Path data) {
    DiskOptions almostFull = new DiskOptions(true, true, Long.MAX_VALUE);
    try (TestServer full = TestServer.start(TestServer.config(data), almostFull)) {
      TusClient client = new TusClient(full);
      String token = client.mint("application/pdf").token();

      assertRefused(client.create(token, "Upload-Length: 5"), 507, "INSUFFICIENT_STORAGE");

      assertThat(full.storedBlobs()).isZero();
    }
  }

  @Test
  void f19WhatIsOpenIsCountedInTheMetrics() {
    String url = tus.upload(PDF.length);
    tus.patch(url, 0, PDF);

    await()
        .untilAsserted(
            () ->
                assertThat(server.fetch(server.address() + "/metrics").text())
                    .containsPattern("vitrine_uploads_open [1-9]")
                    .containsPattern("vitrine_uploads_received_bytes_total [1-9]"));
  }

  private static String token() {
    return tus.mint("application/pdf").token();
  }

  private static String complete(String token) {
    return complete(token, PDF);
  }

  private static String complete(String token, byte[] bytes) {
    String url = TusClient.created(tus.create(token, "Upload-Length: " + bytes.length));
    assertThat(tus.patch(url, 0, bytes).status()).isEqualTo(204);
    return url;
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.header("Tus-Resumable")).contains("1.0.0");
  }
}
