package io.vitrine;

import static io.vitrine.TusClient.BYTES;
import static io.vitrine.TusClient.NOTHING;
import static io.vitrine.TusClient.SPOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Expiration, checksums, termination and what pages of other origins may do: each test one row of
 * the contract (uploads.md section 2.3, E1 to E4, S1 to S8, T1 to T5, X1 to X3).
 */
class TusExtensionsIT {
  private static final byte[] PDF = Samples.pdf(1_000);
  private static TestServer server;
  private static TusClient tus;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    tus = new TusClient(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void e1ACreationTellsWhenItExpires() {
    Answer answer = tus.create(tus.mint("application/pdf").token(), "Upload-Length: " + PDF.length);

    Duration life = Duration.between(Instant.now(), expires(answer));
    assertThat(life).isBetween(Duration.ofDays(7).minusMinutes(1), Duration.ofDays(7));
  }

  @Test
  void e2APatchAndAHeadTellWhenItExpires() {
    String url = tus.upload(PDF.length);

    Answer patch = tus.patch(url, 0, Arrays.copyOf(PDF, 400));

    assertThat(expires(patch)).isAfter(Instant.now());
    assertThat(expires(tus.head(url))).isAfter(Instant.now());
  }

  @Test
  void e3ACompleteUploadTellsNoExpiry() {
    String url = tus.upload(PDF.length);

    assertThat(tus.patch(url, 0, PDF).header("Upload-Expires")).isEmpty();
    assertThat(tus.head(url).header("Upload-Expires")).isEmpty();
  }

  @Test
  void e4AnExpiredUploadIsGoneAndSoAreItsBytes(@TempDir Path data) {
    Config config = TestServer.config(data, Duration.ofSeconds(2), 1_000_000);
    try (TestServer brief = TestServer.start(config)) {
      TusClient client = new TusClient(brief);
      String url = client.upload(PDF.length);
      client.patch(url, 0, Arrays.copyOf(PDF, 400));

      await().until(() -> client.head(url).status() == 410);

      assertRefused(client.patch(url, 400, new byte[1]), 410, "UPLOAD_GONE");
      assertThat(client.head(url).header("Upload-Offset")).isEmpty();
    }
    // The sweeper of a starting server begins at once.
    try (TestServer next = TestServer.start(config)) {
      await().until(() -> next.storedBlobs() == 0);
    }
  }

  @Test
  void s1TheAlgorithmsAreTold() {
    assertThat(tus.send("OPTIONS", tus.endpoint(), NOTHING).header("Tus-Checksum-Algorithm"))
        .contains("sha1,sha256,sha512,md5,crc32c");
  }

  @Test
  void s2BytesWithTheirChecksum() {
    CRC32C crc = new CRC32C();
    crc.update(PDF);
    byte[] sum = new byte[4];
    for (int i = 0; i < 4; i++) {
      sum[i] = (byte) (crc.getValue() >> (24 - 8 * i));
    }
    for (String checksum :
        List.of(
            "sha1 " + TusClient.checksum("SHA-1", PDF),
            "sha256 " + TusClient.checksum("SHA-256", PDF),
            "sha512 " + TusClient.checksum("SHA-512", PDF),
            "md5 " + TusClient.checksum("MD5", PDF),
            "crc32c " + Base64.getEncoder().encodeToString(sum))) {
      String url = tus.upload(PDF.length);
      Answer answer = tus.patch(url, 0, PDF, "Upload-Checksum: " + checksum);
      assertThat(answer.status()).as(checksum + answer).isEqualTo(204);
      assertThat(tus.offset(url)).isEqualTo(PDF.length);
    }
  }

  @Test
  void s3BytesWithAWrongChecksumAreDropped() {
    String url = tus.upload(PDF.length);
    tus.patch(url, 0, Arrays.copyOf(PDF, 400));
    String wrong = "Upload-Checksum: sha1 " + TusClient.checksum("SHA-1", PDF);

    Answer answer = tus.patch(url, 400, Arrays.copyOfRange(PDF, 400, PDF.length), wrong);

    assertRefused(answer, 460, "CHECKSUM_MISMATCH");
    assertThat(tus.offset(url)).isEqualTo(400);
  }

  @Test
  void s4AnUnknownAlgorithmIsRefused() {
    String url = tus.upload(PDF.length);

    assertRefused(
        tus.patch(url, 0, PDF, "Upload-Checksum: sha3 YQ=="),
        400,
        "CHECKSUM_ALGORITHM_UNSUPPORTED");
    assertThat(tus.offset(url)).isZero();
  }

  @Test
  void s5AMalformedChecksumIsRefused() {
    String url = tus.upload(PDF.length);

    String unpadded = "sha1 " + TusClient.checksum("SHA-1", PDF).replace("=", "");
    for (String checksum :
        List.of("sha1", "sha1 ", "sha1 Y!Q=", "sha1 YQ==", "sha1 a b", unpadded)) {
      assertRefused(
          tus.patch(url, 0, PDF, "Upload-Checksum: " + checksum), 400, "INVALID_ARGUMENT");
    }
    assertThat(tus.offset(url)).isZero();
  }

  @Test
  void s6WhatBreaksOffBeforeItsChecksumIsDropped() throws Exception {
    String url = tus.upload(PDF.length);
    try (RawConnection connection =
        sending(url, "Upload-Checksum: sha1 " + TusClient.checksum("SHA-1", PDF))) {
      connection.send(PDF, 0, 400);
      connection.endOutput();
      assertThat(connection.read().status()).isEqualTo(400);
    }

    assertThat(tus.offset(url)).isZero();
    assertThat(tus.patch(url, 0, PDF).status()).isEqualTo(204);
  }

  @Test
  void s7ChecksumsInTrailersAreNotOffered() {
    assertThat(tus.send("OPTIONS", tus.endpoint(), NOTHING).header("Tus-Extension").orElseThrow())
        .doesNotContain("checksum-trailer");
  }

  @Test
  void s8ACreationWithBytesMayHaveAChecksum() {
    String token = tus.mint("application/pdf").token();
    String right = "Upload-Checksum: sha1 " + TusClient.checksum("SHA-1", PDF);
    String wrong = "Upload-Checksum: sha1 " + TusClient.checksum("SHA-1", NOTHING);

    assertRefused(withBytes(token, wrong), 460, "CHECKSUM_MISMATCH");
    assertRefused(
        withBytes(token, "Upload-Checksum: sha3 YQ=="), 400, "CHECKSUM_ALGORITHM_UNSUPPORTED");
    assertRefused(tus.finish(token, "a.pdf"), 404, "UPLOAD_NOT_FOUND");
    assertThat(withBytes(token, right).header("Upload-Offset"))
        .contains(Integer.toString(PDF.length));
  }

  @Test
  void t1AnUploadIsEndedAndItsBytesFreed() {
    long before = server.storedBlobs();
    String unfinished = tus.upload(PDF.length);
    tus.patch(unfinished, 0, Arrays.copyOf(PDF, 400));
    String complete = tus.upload(PDF.length);
    tus.patch(complete, 0, PDF);

    assertThat(tus.delete(unfinished).status()).isEqualTo(204);
    assertThat(tus.delete(complete).status()).isEqualTo(204);

    await().until(() -> server.storedBlobs() <= before);
  }

  @Test
  void t2AnEndedUploadIsGone() {
    String url = tus.upload(PDF.length);
    tus.delete(url);

    assertThat(tus.head(url).status()).isEqualTo(410);
    assertRefused(tus.patch(url, 0, PDF), 410, "UPLOAD_GONE");
    assertRefused(tus.delete(url), 410, "UPLOAD_GONE");
  }

  @Test
  void t3AnUnknownUploadCannotBeEnded() {
    assertRefused(tus.delete(tus.endpoint() + "/files/" + "0".repeat(32)), 404, "UPLOAD_NOT_FOUND");
  }

  @Test
  void t4AnUploadIsEndedThoughItsBytesAreStillComing() throws Exception {
    String url = tus.upload(PDF.length);
    try (RawConnection hanging = sending(url)) {
      hanging.send(PDF, 0, 400);
      long begin = System.nanoTime();

      Answer answer = tus.delete(url);

      assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      assertThat(hanging.read().status()).isIn(410, 423);
    }
    assertThat(tus.head(url).status()).isEqualTo(410);
  }

  @Test
  void t5TheFileStaysWhenItsUploadIsEnded() {
    String token = tus.mint("application/pdf").token();
    String url = TusClient.created(tus.create(token, "Upload-Length: " + PDF.length));
    tus.patch(url, 0, PDF);
    String file = tus.finish(token, "a.pdf").json().at("/file/url").stringValue();
    assertThat(tus.head(url).header("Upload-Offset")).contains(Integer.toString(PDF.length));

    assertThat(tus.delete(url).status()).isEqualTo(204);

    assertThat(tus.head(url).status()).isEqualTo(410);
    assertThat(server.fetch(file).body()).isEqualTo(PDF);
  }

  @Test
  void x1ABrowserMayAskForEveryMethodAndHeader() {
    for (String url : List.of(tus.endpoint(), tus.endpoint() + "/" + "token", tus.upload(5))) {
      Answer answer =
          tus.send(
              "OPTIONS",
              url,
              NOTHING,
              "Tus-Resumable: (none)",
              "Origin: https://shop.example",
              "Access-Control-Request-Method: PATCH");
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
      assertThat(answer.header("Access-Control-Allow-Methods"))
          .contains("POST, HEAD, PATCH, DELETE, OPTIONS, GET, PUT");
      assertThat(answer.header("Access-Control-Allow-Headers"))
          .contains(
              "Authorization, Content-Type, Origin, X-Requested-With, X-Request-ID,"
                  + " X-HTTP-Method-Override, Tus-Resumable, Upload-Length, Upload-Offset,"
                  + " Upload-Metadata, Upload-Defer-Length, Upload-Concat, Upload-Checksum,"
                  + " Upload-Complete, Upload-Draft-Interop-Version");
      assertThat(answer.header("Access-Control-Max-Age")).contains("86400");
    }
  }

  @Test
  void x2AnswersMayBeReadByPagesOfOtherOrigins() {
    Answer created =
        tus.create(
            tus.mint("application/pdf").token(),
            "Upload-Length: " + PDF.length,
            "Origin: https://shop.example");
    String url = TusClient.created(created);
    Answer head = tus.send("HEAD", url, NOTHING, "Origin: https://shop.example");
    Answer patch = tus.patch(url, 0, PDF, "Origin: https://shop.example");

    for (Answer answer : List.of(created, head, patch)) {
      assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
      assertThat(answer.header("Access-Control-Expose-Headers"))
          .contains(
              "Location, Upload-Offset, Upload-Length, Upload-Metadata, Upload-Defer-Length,"
                  + " Upload-Concat, Upload-Expires, Upload-Complete, Tus-Version, Tus-Resumable,"
                  + " Tus-Max-Size, Tus-Extension, Tus-Checksum-Algorithm, X-Wix-Request-Id");
    }
  }

  @Test
  void x3ErrorsMayBeReadByPagesOfOtherOrigins() {
    String url = tus.upload(PDF.length);
    for (Answer error :
        List.of(
            tus.patch(url, 5, PDF),
            tus.send("PATCH", url, PDF, "Tus-Resumable: 0.1.0"),
            tus.send("GET", url, NOTHING),
            tus.create("forged", "Upload-Length: 5"),
            tus.create("forged", "X-Padding: " + "x".repeat(33_000)),
            tus.finish("forged", "a.pdf"),
            tus.head(tus.endpoint() + "/files/" + "0".repeat(32)))) {
      assertThat(error.status()).isGreaterThanOrEqualTo(400);
      assertThat(error.header("Access-Control-Allow-Origin")).as(error.toString()).contains("*");
      assertThat(error.header("Tus-Resumable")).contains("1.0.0");
      assertThat(error.header("Access-Control-Expose-Headers").orElseThrow())
          .contains("Upload-Offset");
    }
  }

  private static RawConnection sending(String url, String... headers) throws IOException {
    RawConnection connection = new RawConnection(server.address());
    String[] all = Arrays.copyOf(headers, headers.length + 5);
    all[headers.length] = SPOKEN;
    all[headers.length + 1] = BYTES;
    all[headers.length + 2] = "Upload-Offset: 0";
    all[headers.length + 3] = "Content-Length: " + PDF.length;
    all[headers.length + 4] = "Expect: 100-continue";
    connection.head("PATCH " + TusClient.path(url), all);
    assertThat(connection.readHead().status()).isEqualTo(100);
    return connection;
  }

  private static Answer withBytes(String token, String checksum) {
    return tus.send(
        "POST",
        tus.endpoint(),
        PDF,
        BYTES,
        "Upload-Length: " + PDF.length,
        TusClient.metadata(token),
        checksum);
  }

  private static Instant expires(Answer answer) {
    return ZonedDateTime.parse(
            answer.header("Upload-Expires").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant();
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.header("Tus-Resumable")).contains("1.0.0");
  }
}
