package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import io.vitrine.catalog.FileFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Imports from sources that behave in every way (issue: must show 4; contract: uploads.md 3). */
class ImportIT extends ImportFixture {
  private static final byte[] PDF = Samples.pdf(300_000);
  private static final byte[] PNG = Samples.png(7, 5);

  @Test
  void aSourceThatTellsTheLength() {
    source.on("/a.pdf", (_, to) -> to.ok(PDF, "Content-Type: application/pdf"));

    JsonNode file = imported("/a.pdf");

    assertHas(file, PDF);
    assertThat(file.path("displayName").stringValue()).isEqualTo("a.pdf");
    assertThat(file.path("sourceUrl").stringValue()).isEqualTo(source.url("/a.pdf"));
    assertThat(file.path("internalTags").size()).isZero();
    assertThat(source.requests()).hasSize(1);
    SourceServer.Received request = source.requests().getFirst();
    assertThat(request.header("Accept-Encoding")).isEqualTo("identity");
    assertThat(request.header("User-Agent")).startsWith("Vitrine/");
    assertThat(request.header("Host")).isEqualTo("127.0.0.1:" + source.port());
    assertThat(request.headers()).doesNotContainKeys("cookie", "referer");
  }

  @Test
  void aSourceThatEndsWithTheConnection() {
    source.on("/a.pdf", (_, to) -> to.head("HTTP/1.0 200 OK").bytes(PDF));

    assertHas(imported("/a.pdf"), PDF);
  }

  @Test
  void aSourceThatSendsChunks() {
    source.on(
        "/a.pdf",
        (_, to) -> {
          to.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked");
          for (int i = 0; i < PDF.length; i += 9_999) {
            byte[] piece = Arrays.copyOfRange(PDF, i, Math.min(PDF.length, i + 9_999));
            to.text(Integer.toHexString(piece.length) + "\r\n").bytes(piece).text("\r\n");
          }
          to.text("0\r\n\r\n");
        });

    assertHas(imported("/a.pdf"), PDF);
  }

  @Test
  void aSourceThatPacksAlthoughItWasNotAskedTo() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(PDF);
    }
    byte[] whole = packed.toByteArray();
    source.on("/a.pdf", (_, to) -> to.ok(whole, "Content-Encoding: gzip"));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    source.on("/half.pdf", (_, to) -> to.ok(half, "Content-Encoding: gzip"));
    source.on("/no.pdf", (_, to) -> to.ok(PDF, "Content-Encoding: gzip"));
    source.on("/br.pdf", (_, to) -> to.ok(PDF, "Content-Encoding: br"));

    assertHas(imported("/a.pdf"), PDF);
    assertFailed(imported("/half.pdf"), "SOURCE_TRUNCATED");
    assertFailed(imported("/no.pdf"), "SOURCE_TRUNCATED");
    assertFailed(imported("/br.pdf"), "UNSUPPORTED_FILE_FORMAT");
  }

  @Test
  void aSmallPackedAnswerThatUnpacksBeyondTheLimit() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[MAX_SIZE * 3]);
    }
    source.on("/a.zip", (_, to) -> to.ok(packed.toByteArray(), "Content-Encoding: gzip"));

    assertFailed(imported("/a.zip"), "FILE_SIZE_OVER_LIMIT");
  }

  @Test
  void aPackedAnswerOfSeveralPiecesIsWholeOrCut() throws Exception {
    byte[] first = Arrays.copyOf(PDF, 100_000);
    byte[] pieces = joined(packed(first), packed(Arrays.copyOfRange(PDF, 100_000, PDF.length)));
    source.on("/two.pdf", (_, to) -> to.ok(pieces, "Content-Encoding: gzip"));
    source.on(
        "/cut.pdf",
        (_, to) ->
            to.head("HTTP/1.1 200 OK", "Content-Length: " + pieces.length, "Content-Encoding: gzip")
                .bytes(pieces, packed(first).length + 5));

    assertHas(imported("/two.pdf"), PDF);
    assertFailed(imported("/cut.pdf"), "SOURCE_TRUNCATED");
  }

  @Test
  void aPackedAnswerOfCountlessEmptyPieces() throws Exception {
    byte[] empty = packed(new byte[0]);
    byte[] many = new byte[empty.length * 120_000];
    for (int i = 0; i < many.length; i += empty.length) {
      System.arraycopy(empty, 0, many, i, empty.length);
    }
    byte[] pieces = joined(packed(PDF), many);
    source.on("/a.pdf", (_, to) -> to.ok(pieces, "Content-Encoding: gzip"));

    assertFailed(imported("/a.pdf"), "SOURCE_TRUNCATED");
    assertThat(source.requests("/a.pdf")).hasSize(1);
  }

  @Test
  void redirectsAreFollowedUpToFive() {
    source.on("/end.pdf", (_, to) -> to.ok(PDF));
    for (int i = 1; i <= 6; i++) {
      String next = i == 1 ? "end.pdf" : source.url("/hop" + (i - 1) + ".pdf");
      source.on("/hop" + i + ".pdf", (_, to) -> to.status(302, "Location: " + next));
    }
    source.on("/loop.pdf", (_, to) -> to.status(307, "Location: /loop.pdf"));

    assertHas(imported("/hop1.pdf"), PDF);
    assertHas(imported("/hop5.pdf"), PDF);
    assertFailed(imported("/hop6.pdf"), "TOO_MANY_REDIRECTS");
    assertFailed(imported("/loop.pdf"), "TOO_MANY_REDIRECTS");
    assertThat(source.requests("/loop.pdf")).hasSize(6);
  }

  @Test
  void aRedirectMayBeWrittenInPlainUtf8() {
    byte[] utf8 = "/café ☕.pdf".getBytes(StandardCharsets.UTF_8);
    String raw = new String(utf8, StandardCharsets.ISO_8859_1);
    source.on("/utf8.pdf", (_, to) -> to.status(302, "Location: " + raw));
    source.on("/caf%C3%A9%20%E2%98%95.pdf", (_, to) -> to.ok(PDF));
    source.on("/latin1.pdf", (_, to) -> to.status(302, "Location: /\u00e9.pdf"));
    source.on("/%C3%A9.pdf", (_, to) -> to.ok(PDF));

    assertHas(imported("/utf8.pdf"), PDF);
    assertHas(imported("/latin1.pdf"), PDF);
  }

  @Test
  void redirectsToWhereNobodyMayGoEndTheImport() throws Exception {
    name("inside.test", "127.0.0.2");
    name("mixed.test", "::1");
    List<String> targets =
        List.of(
            "file:///etc/passwd",
            "gopher://127.0.0.1/",
            forbidden.url("/a.pdf"),
            forbiddenV6.url("/a.pdf"),
            "http://2130706434:" + forbidden.port() + "/",
            "http://0x7f.2:" + forbidden.port() + "/",
            "http://[::ffff:127.0.0.2]:" + forbidden.port() + "/",
            "http://u:p@127.0.0.1:" + source.port() + "/",
            "//127.0.0.2:" + forbidden.port() + "/",
            "http://inside.test:" + forbidden.port() + "/a.pdf",
            "http://mixed.test:" + forbiddenV6.port() + "/a.pdf",
            "http://169.254.169.254/latest/meta-data/");
    for (int i = 0; i < targets.size(); i++) {
      String target = targets.get(i);
      source.on("/to" + i + ".pdf", (_, to) -> to.status(302, "Location: " + target));
    }

    for (int i = 0; i < targets.size(); i++) {
      assertFailed(imported("/to" + i + ".pdf"), "SOURCE_ADDRESS_FORBIDDEN");
    }
  }

  @Test
  void aNameThatTurnsForbiddenIsNotFollowedThere() throws Exception {
    String again = "http://flips.test:" + forbidden.port() + "/a.pdf";
    source.on("/first.pdf", (_, to) -> to.status(302, "Location: " + again));
    name("flips.test", "127.0.0.1", "127.0.0.2");

    JsonNode file = ended(accepted("http://flips.test:" + source.port() + "/first.pdf", Map.of()));

    assertFailed(file, "SOURCE_ADDRESS_FORBIDDEN");
    assertThat(source.requests()).hasSize(1);
    assertThat(source.requests().getFirst().header("Host"))
        .isEqualTo("flips.test:" + source.port());
  }

  @Test
  void aNameIsLookedUpOnceForEachRequestAndTheCheckedAddressIsUsed() throws Exception {
    source.on("/a.pdf", (_, to) -> to.ok(PDF));
    // A second look-up for the same request would lead elsewhere.
    name("rebinds.test", "127.0.0.1", "127.0.0.2");

    JsonNode file = ended(accepted("http://rebinds.test:" + source.port() + "/a.pdf", Map.of()));

    assertHas(file, PDF);
  }

  @Test
  void statusesThatStayAndStatusesThatPass() {
    AtomicInteger asked = new AtomicInteger();
    source.on(
        "/later.pdf",
        (_, to) -> {
          if (asked.incrementAndGet() <= 2) {
            to.status(500);
          } else {
            to.ok(PDF);
          }
        });
    source.on("/down.pdf", (_, to) -> to.status(503, "Retry-After: 0"));

    FileFailure missing = assertFailed(imported("/missing.pdf"), "SOURCE_HTTP_ERROR");
    assertThat(missing.data()).isEqualTo(Map.of("status", 404));
    assertThat(source.requests("/missing.pdf")).hasSize(1);
    assertHas(imported("/later.pdf"), PDF);
    assertThat(asked).hasValue(3);
    FileFailure down = assertFailed(imported("/down.pdf"), "SOURCE_HTTP_ERROR");
    assertThat(down.data()).isEqualTo(Map.of("status", 503));
    assertThat(source.requests("/down.pdf")).hasSize(4);
  }

  @Test
  void whatIsNotThereYetIsNotFoundAndOfPrivateFilesNothingIsTold() { // delivery.md H18 and 4
    CountDownLatch over = new CountDownLatch(1);
    source.on(
        "/slow.pdf",
        (_, to) -> {
          waitFor(over);
          to.ok(PDF);
        });

    JsonNode open = accepted(source.url("/slow.pdf"), Map.of());
    JsonNode hidden = accepted(source.url("/slow.pdf"), Map.of("private", true));

    Answer pending = server.fetch(open.path("url").stringValue());
    assertThat(pending.status()).isEqualTo(404);
    assertThat(pending.header("Retry-After")).contains("2");
    assertThat(pending.header("Cache-Control")).contains("no-store");
    assertThat(server.fetch(hidden.path("url").stringValue()).status()).isEqualTo(403);
    over.countDown();
    assertHas(ended(open), PDF);
    assertThat(ended(hidden).path("operationStatus").stringValue()).isEqualTo("READY");
  }

  @Test
  void aSourceThatStandsStill() {
    CountDownLatch over = new CountDownLatch(1);
    source.on("/silent.pdf", (_, _) -> waitFor(over));
    source.on(
        "/head.pdf",
        (_, to) -> {
          to.text("HTTP/1.1 200 OK\r\nX: ");
          while (over.getCount() > 0) {
            to.text("x");
            over.await(50, TimeUnit.MILLISECONDS);
          }
        });
    source.on(
        "/body.pdf",
        (_, to) -> {
          to.head("HTTP/1.1 200 OK", "Content-Length: " + PDF.length).bytes(PDF, 1_000);
          waitFor(over);
        });

    List<JsonNode> files =
        List.of(
            accepted(source.url("/silent.pdf"), Map.of()),
            accepted(source.url("/head.pdf"), Map.of()),
            accepted(source.url("/body.pdf"), Map.of()));

    files.forEach(file -> assertFailed(ended(file), "SOURCE_UNREACHABLE"));
    over.countDown();
    assertThat(source.requests("/silent.pdf")).hasSize(4);
    assertThat(source.requests("/body.pdf")).hasSize(4);
  }

  @Test
  void aSourceThatIsNotThere() {
    int port = source.port();
    source.close();

    assertFailed(
        ended(accepted("http://127.0.0.1:" + port + "/a.pdf", Map.of())), "SOURCE_UNREACHABLE");
    assertFailed(ended(accepted("http://nowhere.test/a.pdf", Map.of())), "SOURCE_UNREACHABLE");
  }

  @Test
  void aSourceThatDoesNotSpeakHttpOrSaysTooMuch() {
    source.on("/ssh.pdf", (_, to) -> to.text("SSH-2.0-OpenSSH_9\r\n"));
    source.on("/huge.pdf", (_, to) -> to.text("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000)));
    source.on("/many.pdf", (_, to) -> to.text("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(100_000)));

    assertFailed(imported("/ssh.pdf"), "SOURCE_UNREACHABLE");
    assertFailed(imported("/huge.pdf"), "SOURCE_UNREACHABLE");
    assertFailed(imported("/many.pdf"), "SOURCE_UNREACHABLE");
  }

  @Test
  void aCutBodyIsGoneOnFromWhereTheSourceCanDoThat() {
    source.on(
        "/a.pdf",
        (request, to) -> {
          String range = request.header("Range");
          if (range.isEmpty()) {
            to.head("HTTP/1.1 200 OK", "Content-Length: " + PDF.length, "ETag: \"v1\"")
                .bytes(PDF, PDF.length / 2);
            return;
          }
          int from = Integer.parseInt(range.replaceAll("\\D", ""));
          byte[] rest = Arrays.copyOfRange(PDF, from, PDF.length);
          to.head(
                  "HTTP/1.1 206 Partial Content",
                  "ETag: \"v1\"",
                  "Content-Length: " + rest.length,
                  "Content-Range: bytes " + from + "-" + (PDF.length - 1) + "/" + PDF.length)
              .bytes(rest);
        });

    assertHas(imported("/a.pdf"), PDF);

    List<SourceServer.Received> requests = source.requests("/a.pdf");
    assertThat(requests).hasSize(2);
    assertThat(requests.getLast().header("Range")).isEqualTo("bytes=" + PDF.length / 2 + "-");
    assertThat(requests.getLast().header("If-Range")).isEqualTo("\"v1\"");
  }

  @Test
  void aCutBodyIsFetchedAnewWhereTheSourceCannotGoOnOrHasChanged() {
    AtomicInteger plain = new AtomicInteger();
    source.on(
        "/plain.pdf",
        (_, to) -> {
          boolean cut = plain.incrementAndGet() == 1;
          to.head("HTTP/1.1 200 OK", "Content-Length: " + PDF.length)
              .bytes(PDF, cut ? PDF.length / 2 : PDF.length);
        });
    AtomicInteger changed = new AtomicInteger();
    byte[] other = Samples.pdf(200_000);
    source.on(
        "/changed.pdf",
        (_, to) -> {
          if (changed.incrementAndGet() == 1) {
            to.head("HTTP/1.1 200 OK", "Content-Length: " + PDF.length, "ETag: \"v1\"")
                .bytes(PDF, PDF.length / 2);
          } else {
            to.ok(other, "ETag: \"v2\"");
          }
        });

    assertHas(imported("/plain.pdf"), PDF);
    assertThat(source.requests("/plain.pdf").getLast().headers()).doesNotContainKey("range");
    assertHas(imported("/changed.pdf"), other);
  }

  @Test
  void aBodyThatIsAlwaysCutOrContinuedWronglyFails() {
    source.on(
        "/cut.pdf",
        (_, to) -> to.head("HTTP/1.1 200 OK", "Content-Length: " + PDF.length).bytes(PDF, 5_000));
    source.on(
        "/wrong.pdf",
        (request, to) -> {
          if (request.header("Range").isEmpty()) {
            to.head("HTTP/1.1 200 OK", "Content-Length: " + PDF.length, "ETag: \"v1\"")
                .bytes(PDF, 5_000);
          } else {
            to.head(
                    "HTTP/1.1 206 Partial Content",
                    "Content-Length: 10",
                    "Content-Range: bytes 100-109/" + PDF.length)
                .bytes(PDF, 10);
          }
        });
    source.on(
        "/part.pdf",
        (_, to) ->
            to.head(
                    "HTTP/1.1 206 Partial Content",
                    "Content-Length: 10",
                    "Content-Range: bytes 0-9/" + PDF.length)
                .bytes(PDF, 10));

    assertFailed(imported("/cut.pdf"), "SOURCE_TRUNCATED");
    assertThat(source.requests("/cut.pdf")).hasSize(4);
    assertFailed(imported("/wrong.pdf"), "SOURCE_TRUNCATED");
    assertFailed(imported("/part.pdf"), "SOURCE_TRUNCATED");
    assertThat(source.requests("/part.pdf")).hasSize(1);
  }

  @Test
  void aRestThatIsShorterThanToldFails() {
    rest("/short.pdf", "Transfer-Encoding: chunked", 5_000, PDF.length - 1, 10_000);
    rest("/small.pdf", "Content-Length: " + PDF.length, 5_000, 9_999, 10_000);
    rest("/whole.pdf", "Transfer-Encoding: chunked", 5_000, PDF.length - 1, PDF.length);

    assertFailed(imported("/short.pdf"), "SOURCE_TRUNCATED");
    assertFailed(imported("/small.pdf"), "SOURCE_TRUNCATED");
    assertHas(imported("/whole.pdf"), PDF);
  }

  /** A source that breaks off and sends a rest of a length it does not tell. */
  private void rest(String path, String framing, int from, int toldLast, int end) {
    source.on(
        path,
        (request, to) -> {
          if (request.header("Range").isEmpty()) {
            to.head("HTTP/1.1 200 OK", framing, "ETag: \"v1\"");
            to.text(framing.startsWith("T") ? "1388\r\n" : "").bytes(PDF, from);
          } else {
            to.head(
                    "HTTP/1.1 206 Partial Content",
                    "Content-Range: bytes " + from + "-" + toldLast + "/*")
                .bytes(Arrays.copyOfRange(PDF, from, end));
          }
        });
  }

  @Test
  void moreBytesThanTheLimitToldOrUntold() {
    CountDownLatch broken = new CountDownLatch(1);
    source.on(
        "/told.zip",
        (_, to) -> to.head("HTTP/1.1 200 OK", "Content-Length: 10000000000").bytes(PDF));
    source.on(
        "/endless.zip",
        (_, to) -> {
          to.head("HTTP/1.1 200 OK");
          byte[] zeros = new byte[64 << 10];
          try {
            while (true) {
              to.bytes(zeros);
            }
          } finally {
            broken.countDown();
          }
        });
    source.on("/empty.zip", (_, to) -> to.ok(new byte[0]));

    FileFailure told = assertFailed(imported("/told.zip"), "FILE_SIZE_OVER_LIMIT");
    assertThat(told.data()).containsEntry("limitInBytes", "" + MAX_SIZE);
    assertFailed(imported("/endless.zip"), "FILE_SIZE_OVER_LIMIT");
    await().until(() -> broken.getCount() == 0);
    assertFailed(imported("/empty.zip"), "ZERO_FILE_SIZE");
    await().until(() -> server.storedBlobs() == readyBlobs());
  }

  @Test
  void bytesOfAnotherMediaTypeThanExpected() {
    source.on("/a.png", (_, to) -> to.ok(PDF, "Content-Type: image/png"));
    source.on("/b", (_, to) -> to.ok(PNG));
    source.on("/c.png", (_, to) -> to.ok(Samples.text("<html><script>1</script>")));

    assertFailed(imported("/a.png"), "MISMATCH_MIME_TYPE");
    assertFailed(imported("/b", Map.of("mimeType", "application/pdf")), "MISMATCH_MIME_TYPE");
    assertFailed(imported("/b", Map.of("mediaType", "VIDEO")), "MISMATCH_MIME_TYPE");
    assertHas(imported("/b", Map.of("mediaType", "IMAGE")), PNG);
    assertFailed(imported("/c.png"), "UNSUPPORTED_FILE_FORMAT");
  }

  @Test
  void theTypeIsAskedForWhenNothingElseTellsIt() {
    byte[] csv = Samples.text("a,b\n1,2\n");
    source.on(
        "/table",
        (request, to) -> {
          boolean head = request.method().equals("HEAD");
          to.head("HTTP/1.1 200 OK", "Content-Type: text/csv; charset=utf-8")
              .bytes(head ? new byte[0] : csv);
        });
    source.on(
        "/refuses",
        (request, to) -> {
          if (request.method().equals("HEAD")) {
            to.status(405);
          } else {
            to.ok(csv, "Content-Type: text/csv");
          }
        });
    source.on("/unknown", (_, to) -> to.ok(new byte[] {1, 2, 3, 4}));

    JsonNode table = imported("/table");
    assertHas(table, csv);
    assertThat(table.path("mimeType").stringValue()).isEqualTo("text/csv");
    assertThat(table.path("displayName").stringValue()).isEqualTo("table.csv");
    assertThat(source.requests("/table"))
        .extracting(SourceServer.Received::method)
        .containsExactly("HEAD", "GET");
    assertHas(imported("/refuses"), csv);
    assertThat(source.requests("/refuses"))
        .extracting(one -> one.method() + " " + one.header("Range"))
        .containsExactly("HEAD ", "GET bytes=0-65535", "GET ");
    assertFailed(imported("/unknown"), "UNSUPPORTED_FILE_FORMAT");
  }

  @Test
  void theNameComesFromTheCallerTheUrlOrTheSource() {
    String disposition = "Content-Disposition: attachment; filename*=UTF-8''..%2F%C3%A9t%C3%A9.png";
    source.on("/", (_, to) -> to.ok(PNG, disposition));
    source.on("/caf%C3%A9%20menu.png", (_, to) -> to.ok(PNG, disposition));
    source.on("/image1", (_, to) -> to.ok(PNG));

    JsonNode named = imported("/", Map.of("displayName", "mine"));
    assertThat(named.path("displayName").stringValue()).isEqualTo("mine.png");
    assertThat(imported("/").path("displayName").stringValue()).isEqualTo("été.png");
    assertThat(imported("/caf%C3%A9%20menu.png").path("displayName").stringValue())
        .isEqualTo("café menu.png");
    JsonNode accepted = accepted(source.url("/image1"), Map.of("mimeType", "image/png"));
    assertThat(accepted.path("displayName").stringValue()).isEqualTo("image1.png");
    JsonNode file = ended(accepted);
    assertHas(file, PNG);
    assertThat(file.path("id")).isEqualTo(accepted.path("id"));
    assertThat(file.path("url")).isEqualTo(accepted.path("url"));
    assertThat(file.at("/media/image/image/width").intValue()).isEqualTo(7);
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static void waitFor(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the test did not end");
    }
  }

  private long readyBlobs() {
    return server
        .ask("/files/query", Map.of())
        .path("files")
        .valueStream()
        .filter(file -> !file.path("hash").stringValue().isEmpty())
        .map(file -> file.path("hash").stringValue())
        .distinct()
        .count();
  }
}
