package io.vitrine;

import static io.vitrine.TusClient.BYTES;
import static io.vitrine.TusClient.NOTHING;
import static io.vitrine.TusClient.SPOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Making uploads, with bytes or without, with a length or without: each test one row of the
 * contract (uploads.md section 2.3, C1 to C12, D1 to D7, W1 to W7).
 */
class TusCreationIT {
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
  void c1AnUploadIsMade() {
    Answer answer = tus.create(token(), "Upload-Length: 1000");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.header("Location").orElseThrow())
        .matches("\\Q" + server.address() + "\\E/upload/tus/files/[0-9a-f]{32}");
    assertThat(answer.header("Tus-Resumable")).contains("1.0.0");
    assertThat(answer.header("Upload-Offset")).contains("0");
    assertThat(tus.offset(TusClient.created(answer))).isZero();
  }

  @Test
  void c2SomeLengthIsNeeded() {
    assertRefused(tus.create(token()), 400, "UPLOAD_LENGTH_INVALID");
  }

  @Test
  void c3ALengthAndNoLengthExcludeEachOther() {
    assertRefused(
        tus.create(token(), "Upload-Length: 5", "Upload-Defer-Length: 1"),
        400,
        "UPLOAD_LENGTH_INVALID");
  }

  @Test
  void c4ALengthIsAWholeNumber() {
    for (String length : List.of("-1", "1.5", "abc", "", "9223372036854775808", "1e3")) {
      assertRefused(tus.create(token(), "Upload-Length: " + length), 400, "UPLOAD_LENGTH_INVALID");
    }
  }

  @Test
  void c5ALengthOverTheLimit() {
    String anything = tus.mint("application/octet-stream").token();

    assertRefused(tus.create(anything, "Upload-Length: 50000000001"), 413, "FILE_SIZE_OVER_LIMIT");
    assertRefused(
        tus.send(
            "POST",
            tus.endpoint() + "/" + tus.mint("image/png").token(),
            NOTHING,
            "Upload-Length: 100000000"),
        413,
        "FILE_SIZE_OVER_LIMIT");
  }

  @Test
  void c6AnUploadOfNoBytesIsCompleteAtOnce() {
    String token = token();
    Answer answer = tus.create(token, "Upload-Length: 0");

    Answer head = tus.head(TusClient.created(answer));

    assertThat(head.header("Upload-Offset")).contains("0");
    assertThat(head.header("Upload-Length")).contains("0");
    assertThat(head.header("Upload-Expires")).isEmpty();
    assertRefused(tus.finish(token, "a.pdf"), 400, "ZERO_FILE_SIZE");
  }

  @Test
  void c7MetadataAreToldAsSent() {
    String metadata =
        "filename w6QucGRm, token " + TusClient.base64(token()) + ",empty ,is_confidential";
    String url =
        TusClient.created(
            tus.send(
                "POST",
                tus.endpoint(),
                NOTHING,
                "Upload-Length: 5",
                "Upload-Metadata: " + metadata));

    assertThat(tus.head(url).header("Upload-Metadata")).contains(metadata);
  }

  @Test
  void c8AKeyNeedsNoValue() {
    for (String key : List.of("is_confidential", "is_confidential ")) {
      Answer answer = withMetadata(key + ",token " + TusClient.base64(token()));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }
  }

  @Test
  void c9MalformedMetadataAreRefused() {
    String token = ",token " + TusClient.base64(token());
    for (String bad :
        List.of(
            "a YQ==,a YQ==",
            "a YQ==,,b YQ==",
            "a b YQ==",
            "a Y!Q=",
            "a YQ",
            "",
            "a YQ==,",
            "a\tb YQ==")) {
      assertRefused(withMetadata(bad + token), 400, "UPLOAD_METADATA_INVALID");
    }
  }

  @Test
  void c10LongMetadataAndControlCharactersAreRefused() {
    String token = ",token " + TusClient.base64(token());
    for (String text : List.of("a\r\nSet-Cookie: b", "a\u0000", "a\u007f", "x".repeat(8_000))) {
      assertRefused(
          withMetadata("a " + TusClient.base64(text) + token), 400, "UPLOAD_METADATA_INVALID");
    }
    assertRefused(withMetadata("a /w==" + token), 400, "UPLOAD_METADATA_INVALID");
  }

  @Test
  void c11WithoutMetadataHeadTellsNone() {
    String url =
        TusClient.created(
            tus.send(
                "POST",
                tus.endpoint(),
                NOTHING,
                "Upload-Length: 5",
                "Authorization: Bearer " + token()));

    assertThat(tus.head(url).header("Upload-Metadata")).isEmpty();
  }

  @Test
  void c12EqualRequestsMakeTwoUploads() {
    String token = token();

    assertThat(TusClient.created(tus.create(token, "Upload-Length: 5")))
        .isNotEqualTo(TusClient.created(tus.create(token, "Upload-Length: 5")));
  }

  @Test
  void d1ALengthMayBeToldLater() {
    String url = deferred();

    Answer head = tus.head(url);

    assertThat(head.header("Upload-Defer-Length")).contains("1");
    assertThat(head.header("Upload-Length")).isEmpty();
    assertThat(head.header("Upload-Offset")).contains("0");
  }

  @Test
  void d2DeferringIsSaidByOneOnly() {
    for (String word : List.of("0", "2", "true")) {
      assertRefused(
          tus.create(token(), "Upload-Defer-Length: " + word), 400, "UPLOAD_LENGTH_INVALID");
    }
  }

  @Test
  void d3APatchTellsTheLength() {
    String url = deferred();
    tus.patch(url, 0, Arrays.copyOf(PDF, 400));

    Answer last =
        tus.patch(url, 400, Arrays.copyOfRange(PDF, 400, PDF.length), "Upload-Length: 1000");

    assertThat(last.status()).as(last.toString()).isEqualTo(204);
    Answer head = tus.head(url);
    assertThat(head.header("Upload-Length")).contains("1000");
    assertThat(head.header("Upload-Defer-Length")).isEmpty();
    assertThat(head.header("Upload-Offset")).contains("1000");
  }

  @Test
  void d4AnotherLengthIsRefused() {
    String url = deferred();
    tus.patch(url, 0, Arrays.copyOf(PDF, 400), "Upload-Length: 1000");

    assertRefused(
        tus.patch(url, 400, new byte[1], "Upload-Length: 1001"), 400, "UPLOAD_LENGTH_INVALID");
    assertThat(tus.patch(url, 400, new byte[1], "Upload-Length: 1000").status()).isEqualTo(204);
    assertThat(tus.head(url).header("Upload-Length")).contains("1000");
  }

  @Test
  void d5ALengthBelowTheOffsetIsRefused() {
    String url = deferred();
    tus.patch(url, 0, Arrays.copyOf(PDF, 400));

    assertRefused(tus.patch(url, 400, NOTHING, "Upload-Length: 399"), 400, "UPLOAD_LENGTH_INVALID");
    assertThat(tus.head(url).header("Upload-Defer-Length")).contains("1");
  }

  @Test
  void d6ALengthOverTheLimitIsRefused() {
    assertRefused(
        tus.patch(deferred(), 0, NOTHING, "Upload-Length: 50000000001"),
        413,
        "FILE_SIZE_OVER_LIMIT");
  }

  @Test
  void d7WithoutALengthItIsNeverFinished() {
    String token = token();
    String url = TusClient.created(tus.create(token, "Upload-Defer-Length: 1"));
    tus.patch(url, 0, PDF);

    Answer answer = tus.finish(token, "a.pdf");

    assertRefused(answer, 409, "UPLOAD_NOT_FINISHED");
    assertThat(answer.header("Upload-Offset")).contains("1000");
    tus.patch(url, PDF.length, NOTHING, "Upload-Length: 1000");
    assertThat(tus.finish(token, "a.pdf").status()).isEqualTo(200);
  }

  @Test
  void w1TheFirstBytesMayComeWithTheCreation() {
    Answer answer = withBytes(token(), Arrays.copyOf(PDF, 400), "Upload-Length: 1000");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.header("Upload-Offset")).contains("400");
    assertThat(tus.offset(TusClient.created(answer))).isEqualTo(400);
  }

  @Test
  void w2ABodyOfAnotherTypeIsRefusedAndNothingIsMade() {
    String token = token();
    for (String type : List.of("Content-Type: application/json", "Content-Type: (none)")) {
      assertRefused(
          tus.send(
              "POST", tus.endpoint(), PDF, type, "Upload-Length: 1000", TusClient.metadata(token)),
          415,
          "INVALID_CONTENT_TYPE");
      assertRefused(
          tus.sendChunked(
              "POST", tus.endpoint(), PDF, type, "Upload-Length: 1000", TusClient.metadata(token)),
          415,
          "INVALID_CONTENT_TYPE");
    }
    assertNothingMade(token);
  }

  @Test
  void w3ABodyLongerThanTheUploadMakesNothing() {
    String token = token();

    assertRefused(withBytes(token, PDF, "Upload-Length: 999"), 413, "FILE_SIZE_OVER_LIMIT");
    assertRefused(
        tus.sendChunked(
            "POST", tus.endpoint(), PDF, BYTES, "Upload-Length: 999", TusClient.metadata(token)),
        413,
        "FILE_SIZE_OVER_LIMIT");
    assertNothingMade(token);
  }

  @Test
  void w4TheWholeFileInOneGo() {
    String token = token();
    Answer answer = withBytes(token, PDF, "Upload-Length: 1000");

    assertThat(answer.header("Upload-Offset")).contains("1000");
    Answer file = tus.finish(token, "a.pdf");
    assertThat(file.json().at("/file/hash").asString("")).isEqualTo(Samples.sha256(PDF));
  }

  @Test
  void w5ARefusalComesBeforeTheBody() throws Exception {
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.head(
          "POST /upload/tus",
          SPOKEN,
          BYTES,
          "Upload-Length: 1000000",
          TusClient.metadata("forged"),
          "Content-Length: 1000000",
          "Expect: 100-continue");

      RawConnection.Answer answer = connection.read();

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("UPLOAD_TOKEN_INVALID");
    }
  }

  @Test
  void w6WhatCameOfABrokenCreationStays() throws Exception {
    String token = token();
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.head(
          "POST /upload/tus",
          SPOKEN,
          BYTES,
          "Upload-Length: 1000",
          TusClient.metadata(token),
          "Content-Length: 1000",
          "Expect: 100-continue");
      assertThat(connection.readHead().status()).isEqualTo(100);
      connection.send(PDF, 0, 400);
      connection.endOutput();
      assertThat(connection.read().status()).isEqualTo(400);
    }

    await()
        .untilAsserted(
            () -> {
              Answer answer = tus.finish(token, "a.pdf");
              assertRefused(answer, 409, "UPLOAD_NOT_FINISHED");
              assertThat(answer.header("Upload-Offset")).contains("400");
            });
  }

  @Test
  void w7AnEmptyBodyOfThatType() {
    Answer answer = withBytes(token(), NOTHING, "Upload-Length: 1000");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Upload-Offset")).contains("0");
  }

  private static String token() {
    return tus.mint("application/pdf").token();
  }

  private static String deferred() {
    return TusClient.created(tus.create(token(), "Upload-Defer-Length: 1"));
  }

  private static Answer withMetadata(String metadata) {
    return tus.send(
        "POST", tus.endpoint(), NOTHING, "Upload-Length: 5", "Upload-Metadata: " + metadata);
  }

  private static Answer withBytes(String token, byte[] bytes, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = BYTES;
    all[headers.length + 1] = TusClient.metadata(token);
    return tus.send("POST", tus.endpoint(), bytes, all);
  }

  private static void assertNothingMade(String token) {
    assertRefused(tus.finish(token, "a.pdf"), 404, "UPLOAD_NOT_FOUND");
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.header("Tus-Resumable")).contains("1.0.0");
  }
}
