package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored bytes over plain HTTP/1.1 (contract: delivery.md section 7). */
@Timeout(60)
class HttpFilesTest {
  private static final int LARGE = 5_000_000;
  private static final int SMALL = 1000;
  private static final String TAG = "\"0123\"";
  private static final Instant MODIFIED = Instant.parse("2026-06-03T10:11:12.987Z");
  private static final String DATE = "Wed, 03 Jun 2026 10:11:12 GMT";
  private static final AtomicInteger OPEN = new AtomicInteger();
  @TempDir private static Path folder;
  private static byte[] bytes;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    Files.write(folder.resolve("large"), bytes);
    Files.write(folder.resolve("small"), Arrays.copyOf(bytes, SMALL));
    Files.write(folder.resolve("empty"), new byte[0]);
    Routes routes = new Routes();
    routes
        .add("GET", "/file/{name}", request -> file(request, request.pathParameter("name")))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("GET", "/quick/{name}", request -> file(request, request.pathParameter("name")))
        .quickWhen(request -> true)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes.add("GET", "/piped", HttpFilesTest::piped).guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes.add("GET", "/lying", HttpFilesTest::lying).guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add(
            "GET",
            "/tagged",
            request ->
                Representations.respond(
                    request,
                    new Representation(
                        "image/png",
                        3,
                        "\"" + "a".repeat(32) + "-" + "b".repeat(32) + "\"",
                        MODIFIED,
                        List.of(),
                        (offset, length) ->
                            new Body.OpenSource.Memory(
                                ByteBuffer.wrap(bytes, (int) offset, (int) length)))))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    server = new TestServer(routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Response file(Request request, String name) throws IOException {
    Path path = folder.resolve(name);
    return respond(
        request,
        Files.size(path),
        (offset, length) -> {
          OPEN.incrementAndGet();
          FileChannel channel = FileChannel.open(path);
          return new Body.OpenSource.FileRegion(
              channel,
              offset,
              length,
              () -> {
                OPEN.decrementAndGet();
                channel.close();
              });
        });
  }

  private static Response piped(Request request) {
    return respond(
        request,
        LARGE,
        (offset, length) -> {
          OPEN.incrementAndGet();
          return new Body.OpenSource.Piped(
              new ByteArrayInputStream(bytes, (int) offset, (int) length), OPEN::decrementAndGet);
        });
  }

  /** Tells more bytes than there are. */
  private static Response lying(Request request) {
    return respond(
        request,
        LARGE + 10,
        (offset, length) -> new Body.OpenSource.Piped(new ByteArrayInputStream(bytes), () -> {}));
  }

  private static Response respond(Request request, long length, Body.Source source) {
    return Representations.respond(
        request,
        new Representation(
            "image/png",
            length,
            TAG,
            MODIFIED,
            List.of(new Header("Cache-Control", "public, max-age=1"), new Header("Vary", "Accept")),
            source));
  }

  private static RawClient.Answer get(String path, String headers) throws IOException {
    try (RawClient client = server.raw()) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
      return client.read();
    }
  }

  @ParameterizedTest
  @CsvSource({"/file/large, 5000000", "/file/small, 1000", "/piped, 5000000", "/file/empty, 0"})
  void theWholeIsSentWithItsDescription(String path, int length) throws Exception {
    RawClient.Answer answer = get(path, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Arrays.copyOf(bytes, length));
    assertThat(answer.header("Content-Type")).contains("image/png");
    assertThat(answer.header("ETag")).contains(TAG);
    assertThat(answer.header("Last-Modified")).contains(DATE);
    assertThat(answer.header("Accept-Ranges")).contains("bytes");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Cache-Control")).contains("public, max-age=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file/large", "/piped"})
  void rangesAreSentOverOneConnection(String path) throws Exception {
    try (RawClient client = server.raw()) {
      for (int[] range : new int[][] {{0, 499}, {1, 3_999_999}, {4_999_999, 4_999_999}}) {
        client.send(
            "GET %s HTTP/1.1\r\nHost: x\r\nRange: bytes=%d-%d\r\n\r\n"
                .formatted(path, range[0], range[1]));
        RawClient.Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.header("Content-Range"))
            .contains("bytes %d-%d/5000000".formatted(range[0], range[1]));
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, range[0], range[1] + 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file/large", "/piped", "/quick/large"})
  void severalRangesAreSentInOneBody(String path) throws Exception {
    try (RawClient client = server.raw()) {
      for (int again = 0; again < 2; again++) {
        client.send(
            "GET " + path + " HTTP/1.1\r\nHost: x\r\nRange: bytes=-1,100000-3000000,0-0\r\n\r\n");
        RawClient.Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.header("Content-Range")).isEmpty();
        assertThat(answer.header("Content-Type"))
            .contains("multipart/byteranges; boundary=vitrine-0123");
        assertThat(answer.header("Content-Length"))
            .contains(Integer.toString(answer.body().length));
        assertThat(answer.body())
            .isEqualTo(
                joined(
                    part("--vitrine-0123", 4_999_999, 4_999_999),
                    part("\r\n--vitrine-0123", 100_000, 3_000_000),
                    part("\r\n--vitrine-0123", 0, 0),
                    ascii("\r\n--vitrine-0123--\r\n")));
      }
    }
  }

  @Test
  void aBoundaryIsNoLongerThanMimeAllows() throws Exception { // RFC 2046 section 5.1.1
    RawClient.Answer answer = get("/tagged", "Range: bytes=0-0,2-2\r\n");

    String type = answer.header("Content-Type").orElseThrow();
    String boundary = type.substring(type.indexOf('=') + 1);
    assertThat(boundary).hasSize(70);
    assertThat(answer.body()).endsWith(ascii("\r\n--" + boundary + "--\r\n"));
  }

  private static byte[] part(String boundary, int first, int last) throws IOException {
    return joined(
        ascii(
            "%s\r\nContent-Type: image/png\r\nContent-Range: bytes %d-%d/%d\r\n\r\n"
                .formatted(boundary, first, last, LARGE)),
        Arrays.copyOfRange(bytes, first, last + 1));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[]... pieces) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.write(piece);
    }
    return all.toByteArray();
  }

  @Test
  void headTellsTheSameAndSendsNothing() throws Exception {
    try (RawClient client = server.raw()) {
      for (String path : List.of("/file/large", "/file/empty")) {
        client.send("HEAD " + path + " HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1\r\n\r\n");
        RawClient.Answer head = client.readHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length"))
            .contains(path.equals("/file/large") ? "5000000" : "0");
        assertThat(head.header("ETag")).contains(TAG);
      }
      client.send("GET /file/small HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.read().body()).hasSize(SMALL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000-", "bytes=-0"})
  void bytesThatAreNotThereAnswer416(String range) throws Exception {
    RawClient.Answer answer = get("/file/small", "Range: " + range + "\r\n");
    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("Content-Range")).contains("bytes */1000");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.text()).contains("RANGE_NOT_SATISFIABLE");
  }

  @Test
  void theEmptyFileHasNoRanges() throws Exception {
    assertThat(get("/file/empty", "Range: bytes=0-\r\n").header("Content-Range"))
        .contains("bytes */0");
    assertThat(get("/file/empty", "Range: bytes=-5\r\n").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-None-Match: \"0123\" | 304",
        "If-None-Match: \"a,b\", W/\"0123\" | 304",
        "If-None-Match: * | 304",
        "If-None-Match: \"other\" | 200",
        "If-Modified-Since: Wed, 03 Jun 2026 10:11:12 GMT | 304",
        "If-Modified-Since: Wednesday, 03-Jun-26 10:11:12 GMT | 304",
        "If-Modified-Since: Wed Jun  3 10:11:13 2026 | 304",
        "If-Modified-Since: Wed, 03 Jun 2026 10:11:11 GMT | 200",
        "If-Modified-Since: nonsense | 200",
        "If-Match: \"0123\" | 200",
        "If-Match: * | 200",
        "If-Match: W/\"0123\" | 412",
        "If-Match: \"other\" | 412",
        "If-Unmodified-Since: Wed, 03 Jun 2026 10:11:11 GMT | 412",
        "If-Unmodified-Since: Wed, 03 Jun 2026 10:11:12 GMT | 200",
      })
  void preconditionsDecideWhatIsSent(String header, int status) throws Exception {
    assertThat(get("/file/small", header + "\r\n").status()).isEqualTo(status);
  }

  @Test
  void theTagIsStrongerThanTheDate() throws Exception {
    String later = "If-Modified-Since: Thu, 04 Jun 2026 10:11:12 GMT\r\n";
    assertThat(get("/file/small", later + "If-None-Match: \"other\"\r\n").status()).isEqualTo(200);
    String earlier = "If-Unmodified-Since: Tue, 02 Jun 2026 10:11:12 GMT\r\n";
    assertThat(get("/file/small", earlier + "If-Match: \"0123\"\r\n").status()).isEqualTo(200);
  }

  @Test
  void notModifiedHasTheDescriptionAndNoBody() throws Exception {
    try (RawClient client = server.raw()) {
      client.send("GET /file/small HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n");
      RawClient.Answer answer = client.readHead();
      assertThat(answer.status()).isEqualTo(304);
      assertThat(answer.header("ETag")).contains(TAG);
      assertThat(answer.header("Cache-Control")).contains("public, max-age=1");
      assertThat(answer.header("Vary")).contains("Accept");
      assertThat(answer.header("Content-Length")).isEmpty();
      client.send("GET /file/small HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.read().body()).hasSize(SMALL);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"0123\" | 206",
        "Wed, 03 Jun 2026 10:11:12 GMT | 206",
        "W/\"0123\" | 200",
        "\"other\" | 200",
        "Thu, 04 Jun 2026 10:11:12 GMT | 200",
      })
  void aRangeIsHonouredOnlyOfTheSameBytes(String ifRange, int status) throws Exception {
    String headers = "Range: bytes=0-9\r\nIf-Range: " + ifRange + "\r\n";
    assertThat(get("/file/small", headers).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file/large", "/piped"})
  void aClientThatGoesAwayLeavesNothingOpen(String path) throws Exception {
    for (int i = 0; i < 5; i++) {
      try (RawClient client = server.raw()) {
        client.socket.setReceiveBufferSize(4096);
        client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.socket.getInputStream().readNBytes(1000)).hasSize(1000);
      }
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> OPEN.get() == 0);
    assertThat(get(path, "").body()).isEqualTo(bytes);
  }

  @Test
  void anAnswerThatCannotBeFinishedIsCutOff() throws Exception {
    try (RawClient client = server.raw()) {
      client.send("GET /lying HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readHead().header("Content-Length")).contains("5000010");
      assertThat(client.socket.getInputStream().readAllBytes().length).isLessThan(5_000_010);
    }
  }
}
