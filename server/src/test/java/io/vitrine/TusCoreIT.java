package io.vitrine;

import static io.vitrine.TusClient.BYTES;
import static io.vitrine.TusClient.NOTHING;
import static io.vitrine.TusClient.SPOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The core of tus 1.0.0, each test one row of the contract (uploads.md section 2.3, K1 to K20). */
class TusCoreIT {
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
  void k1OptionsTellsWhatTheServerCan() {
    for (String url : List.of(tus.endpoint(), tus.upload(5))) {
      assertCapabilities(tus.send("OPTIONS", url, NOTHING, "Tus-Resumable: (none)"));
    }
  }

  @Test
  void k2OptionsDoesNotLookAtTheVersion() {
    assertCapabilities(tus.send("OPTIONS", tus.endpoint(), NOTHING, "Tus-Resumable: 9.9.9"));
  }

  private static void assertCapabilities(Answer answer) {
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Tus-Resumable")).contains("1.0.0");
    assertThat(answer.header("Tus-Version")).contains("1.0.0");
    assertThat(answer.header("Tus-Extension"))
        .contains(
            "creation,creation-with-upload,creation-defer-length,expiration,checksum,"
                + "termination,concatenation");
    assertThat(answer.header("Tus-Max-Size")).contains("50000000000");
    assertThat(answer.header("Tus-Checksum-Algorithm")).contains("sha1,sha256,sha512,md5,crc32c");
    assertThat(answer.header("Allow").orElseThrow()).contains("OPTIONS");
  }

  @Test
  void k3AnotherVersionIsRefusedBeforeAnythingHappens() {
    String url = tus.upload(PDF.length);
    String token = tus.mint("application/pdf").token();
    for (String version : List.of("Tus-Resumable: (none)", "Tus-Resumable: 0.2.2")) {
      assertRefused(
          tus.send("PATCH", url, PDF, version, BYTES, "Upload-Offset: 0"),
          412,
          "TUS_VERSION_UNSUPPORTED");
      assertRefused(tus.create(token, version, "Upload-Length: 5"), 412, "TUS_VERSION_UNSUPPORTED");
      Answer head = tus.send("HEAD", url, NOTHING, version);
      assertThat(head.status()).isEqualTo(412);
      assertThat(head.header("Tus-Version")).contains("1.0.0");
      assertThat(head.header("Upload-Offset")).isEmpty();
    }
    assertThat(tus.offset(url)).isZero();
    assertThat(tus.finish(token, "a.pdf").errorCode()).isEqualTo("UPLOAD_NOT_FOUND");
  }

  @Test
  void k4HeadTellsOffsetAndLength() {
    String url = tus.upload(PDF.length);
    assertHead(tus.head(url), 0);
    tus.patch(url, 0, PDF);
    assertHead(tus.head(url), PDF.length);
  }

  private static void assertHead(Answer head, long offset) {
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Upload-Offset")).contains(Long.toString(offset));
    assertThat(head.header("Upload-Length")).contains(Integer.toString(PDF.length));
    assertThat(head.header("Cache-Control")).contains("no-store");
    assertThat(head.header("Tus-Resumable")).contains("1.0.0");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void k5HeadOfWhatIsNotThereTellsNoOffset() {
    Answer unknown = tus.head(tus.endpoint() + "/files/" + "0".repeat(32));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("Upload-Offset")).isEmpty();
    String url = tus.upload(5);
    tus.delete(url);
    Answer removed = tus.head(url);
    assertThat(removed.status()).isEqualTo(410);
    assertThat(removed.header("Upload-Offset")).isEmpty();
    assertThat(removed.header("Tus-Resumable")).contains("1.0.0");
  }

  @Test
  void k6PatchStoresTheBytesAndTellsTheNewOffset() {
    String url = tus.upload(PDF.length);

    Answer first = tus.patch(url, 0, Arrays.copyOf(PDF, 300));

    assertThat(first.status()).as(first.toString()).isEqualTo(204);
    assertThat(first.header("Upload-Offset")).contains("300");
    assertThat(first.header("Tus-Resumable")).contains("1.0.0");
    assertThat(tus.offset(url)).isEqualTo(300);
  }

  @Test
  void k7AnotherContentTypeIsRefused() {
    String url = tus.upload(PDF.length);

    Answer none = tus.send("PATCH", url, PDF, "Upload-Offset: 0");
    Answer other =
        tus.send("PATCH", url, PDF, "Upload-Offset: 0", "Content-Type: application/octet-stream");

    assertRefused(none, 415, "INVALID_CONTENT_TYPE");
    assertRefused(other, 415, "INVALID_CONTENT_TYPE");
    assertThat(tus.offset(url)).isZero();
  }

  @Test
  void k8AnotherOffsetIsRefusedAndTheRightOneTold() {
    String url = tus.upload(PDF.length);
    tus.patch(url, 0, Arrays.copyOf(PDF, 300));

    for (long offset : new long[] {0, 299, 301, Long.MAX_VALUE}) {
      Answer answer = tus.patch(url, offset, new byte[1]);
      assertRefused(answer, 409, "UPLOAD_OFFSET_MISMATCH");
      assertThat(answer.header("Upload-Offset")).contains("300");
    }
    assertThat(tus.offset(url)).isEqualTo(300);
  }

  @Test
  void k9AnOffsetThatIsNoNumberIsRefused() {
    String url = tus.upload(PDF.length);

    for (String offset :
        List.of("(none)", "-1", "+0", "1.5", "0x0", "abc", "9223372036854775808")) {
      Answer answer = tus.send("PATCH", url, PDF, BYTES, "Upload-Offset: " + offset);
      assertRefused(answer, 400, "INVALID_ARGUMENT");
    }
    assertThat(tus.offset(url)).isZero();
  }

  @Test
  void k10PatchOfWhatIsNotThere() {
    assertRefused(
        tus.patch(tus.endpoint() + "/files/" + "0".repeat(32), 0, PDF), 404, "UPLOAD_NOT_FOUND");
    String url = tus.upload(PDF.length);
    tus.delete(url);
    assertRefused(tus.patch(url, 0, PDF), 410, "UPLOAD_GONE");
  }

  @Test
  void k11MoreBytesThanTheUploadTakesAreRefused() {
    String url = tus.upload(400);
    tus.patch(url, 0, Arrays.copyOf(PDF, 100));

    assertRefused(tus.patch(url, 100, Arrays.copyOf(PDF, 301)), 413, "FILE_SIZE_OVER_LIMIT");
    assertThat(tus.offset(url)).isEqualTo(100);
    Answer chunked =
        tus.sendChunked("PATCH", url, Samples.noise(1, 500_000), BYTES, "Upload-Offset: 100");
    assertRefused(chunked, 413, "FILE_SIZE_OVER_LIMIT");
    assertThat(tus.offset(url)).isBetween(100L, 400L);
  }

  @Test
  void k12NothingMoreToACompleteUpload() {
    String url = tus.upload(PDF.length);
    tus.patch(url, 0, PDF);

    Answer again = tus.patch(url, PDF.length, NOTHING);

    assertThat(again.status()).isEqualTo(204);
    assertThat(again.header("Upload-Offset")).contains(Integer.toString(PDF.length));
    assertRefused(tus.patch(url, PDF.length, new byte[1]), 413, "FILE_SIZE_OVER_LIMIT");
  }

  @Test
  void k13WhatCameOfABrokenPatchStays() throws Exception {
    String url = tus.upload(PDF.length);
    try (RawConnection connection = sending(url, 0, PDF.length)) {
      connection.send(PDF, 0, 400);
      connection.reset();
    }
    await().untilAsserted(() -> assertThat(tus.offset(url)).isPositive());

    long kept = tus.offset(url);
    assertThat(kept).isLessThanOrEqualTo(400);
    Answer rest = tus.patch(url, kept, Arrays.copyOfRange(PDF, (int) kept, PDF.length));

    assertThat(rest.status()).as(rest.toString()).isEqualTo(204);
  }

  @Test
  void k14ABodyInChunks() {
    String url = tus.upload(PDF.length);

    Answer answer = tus.sendChunked("PATCH", url, PDF, BYTES, "Upload-Offset: 0");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    assertThat(answer.header("Upload-Offset")).contains(Integer.toString(PDF.length));
  }

  @Test
  void k15ASecondPatchTakesOverFromOneThatHangs() throws Exception {
    TusClient.Minted minted = tus.mint("application/pdf");
    String url = TusClient.created(tus.create(minted.token(), "Upload-Length: " + PDF.length));
    try (RawConnection hanging = sending(url, 0, PDF.length)) {
      hanging.send(PDF, 0, 300);
      long begin = System.nanoTime();
      long offset = tus.offset(url);

      Answer second = tus.patch(url, offset, Arrays.copyOfRange(PDF, (int) offset, PDF.length));

      assertThat(second.status()).as(second.toString()).isEqualTo(204);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      sendThoughUnwanted(hanging, new byte[700]);
      RawConnection.Answer loser = hanging.read();
      assertThat(loser.status()).isEqualTo(423);
      assertThat(loser.body()).contains("UPLOAD_LOCKED");
      assertThat(hanging.isClosedByServer()).isTrue();
    }
    Answer file = tus.finish(minted.token(), "a.pdf");
    assertThat(file.status()).as(file.toString()).isEqualTo(200);
    assertThat(file.json().at("/file/hash").asString("")).isEqualTo(Samples.sha256(PDF));
  }

  @Test
  void k16HeadNeverWaitsForAPatchAndItsNumberNeverShrinks() throws Exception {
    byte[] large = Samples.pdf(3_000_000);
    String url = tus.upload(large.length);
    long last = 0;
    try (RawConnection running = sending(url, 0, large.length)) {
      for (int sent = 0; sent < large.length; sent += 300_000) {
        running.send(large, sent, 300_000);
        long begin = System.nanoTime();
        long now = tus.offset(url);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(now).isBetween(last, (long) sent + 300_000);
        last = now;
      }
      assertThat(running.read().status()).isEqualTo(204);
    }
    assertThat(tus.offset(url)).isEqualTo(large.length);
  }

  @Test
  void k17AMethodMayBeNamedInAHeader() {
    String url = tus.upload(PDF.length);

    Answer patch =
        tus.send("POST", url, PDF, BYTES, "Upload-Offset: 0", "X-HTTP-Method-Override: PATCH");
    Answer head = tus.send("POST", url, NOTHING, "X-HTTP-Method-Override: HEAD");
    Answer delete = tus.send("PATCH", url, NOTHING, "X-HTTP-Method-Override: DELETE");

    assertThat(patch.status()).as(patch.toString()).isEqualTo(204);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Upload-Offset")).contains(Integer.toString(PDF.length));
    assertThat(delete.status()).isEqualTo(204);
    assertThat(tus.head(url).status()).isEqualTo(410);
  }

  @Test
  void k18OtherMethodsAreNamedInAllow() {
    String url = tus.upload(5);

    for (String method : List.of("PUT", "GET", "POST")) {
      Answer answer = tus.send(method, url, NOTHING);
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("Allow").orElseThrow()).contains("PATCH", "HEAD", "DELETE");
      assertThat(answer.header("Tus-Resumable")).contains("1.0.0");
    }
  }

  @Test
  void k19SmallPatchesAddUpToTheSource() {
    TusClient.Minted minted = tus.mint("application/pdf");
    String url = TusClient.created(tus.create(minted.token(), "Upload-Length: " + PDF.length));
    int sent = 0;
    for (int size = 1; sent < PDF.length; size += 7) {
      int next = Math.min(PDF.length, sent + size);
      Answer answer = tus.patch(url, sent, Arrays.copyOfRange(PDF, sent, next));
      assertThat(answer.header("Upload-Offset")).contains(Integer.toString(next));
      sent = next;
    }

    Answer file = tus.finish(minted.token(), "a.pdf");

    assertThat(server.fetch(file.json().at("/file/url").stringValue()).body()).isEqualTo(PDF);
  }

  @Test
  void k20AnUploadOutlivesTheServer(@TempDir Path data) {
    String token;
    String path;
    try (TestServer first = TestServer.start(TestServer.config(data))) {
      TusClient before = new TusClient(first);
      token = before.mint("application/pdf").token();
      String url = TusClient.created(before.create(token, "Upload-Length: " + PDF.length));
      assertThat(before.patch(url, 0, Arrays.copyOf(PDF, 600)).status()).isEqualTo(204);
      path = TusClient.path(url);
    }
    try (TestServer second = TestServer.start(TestServer.config(data))) {
      TusClient after = new TusClient(second);
      String url = second.address() + path;
      assertThat(after.offset(url)).isEqualTo(600);
      assertThat(after.patch(url, 600, Arrays.copyOfRange(PDF, 600, PDF.length)).status())
          .isEqualTo(204);

      Answer file = after.finish(token, "a.pdf");

      assertThat(file.status()).as(file.toString()).isEqualTo(200);
      assertThat(file.json().at("/file/hash").asString("")).isEqualTo(Samples.sha256(PDF));
    }
  }

  /** Sends the head of a PATCH and waits until the server wants its body. */
  private static RawConnection sending(String url, long offset, long length) throws IOException {
    RawConnection connection = new RawConnection(server.address());
    connection.head(
        "PATCH " + TusClient.path(url),
        SPOKEN,
        BYTES,
        "Upload-Offset: " + offset,
        "Content-Length: " + length,
        "Expect: 100-continue");
    assertThat(connection.readHead().status()).isEqualTo(100);
    return connection;
  }

  /** A loser that goes on sending; that the connection is closed already is fine. */
  private static void sendThoughUnwanted(RawConnection connection, byte[] bytes) {
    try {
      connection.send(bytes);
    } catch (SocketException closed) {
      assertThat(closed).hasMessageMatching("Broken pipe|Connection reset.*");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.header("Tus-Resumable")).contains("1.0.0");
    if (status == 412) {
      assertThat(answer.header("Tus-Version")).contains("1.0.0");
    }
  }
}
