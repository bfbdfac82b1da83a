package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are put together of parts. */
@Timeout(60)
class HttpPartsTest {
  private static final int TOTAL = 6_000_000;
  private static final AtomicInteger OPEN = new AtomicInteger();
  @TempDir private static Path folder;
  private static byte[] bytes;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    bytes = new byte[TOTAL];
    new Random(1).nextBytes(bytes);
    Files.write(folder.resolve("bytes"), bytes);
    Routes routes = new Routes();
    routes.add("GET", "/parts/{size}", HttpPartsTest::parts).guardedBy(Guard.URL_IS_THE_AUTHORITY);
    server = new TestServer(routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void everythingIsClosed() {
    await().until(() -> OPEN.get() == 0);
  }

  /** Parts of this size on average, of each kind in turn; "gone" for one that is missing. */
  private static Response parts(Request request) {
    String asked = request.pathParameter("size");
    int size = asked.equals("gone") ? 500_000 : Integer.parseInt(asked);
    return Representations.respond(
        request,
        new Representation(
            "application/zip",
            TOTAL,
            "\"tag\"",
            Optional.empty(),
            List.of(),
            (offset, length) -> {
              OPEN.incrementAndGet();
              return new Body.OpenSource.Parts(
                  new Pieces(offset, length, size, asked.equals("gone")));
            }));
  }

  /** The bytes of the file in parts. */
  private static final class Pieces implements Body.Sequence {
    private final int size;
    private final boolean isBroken;
    private final int end;
    private int position;
    private int number;

    Pieces(long offset, long length, int size, boolean isBroken) {
      this.position = (int) offset;
      this.end = (int) (offset + length);
      this.size = size;
      this.isBroken = isBroken;
    }

    @Override
    public Body.Part next() throws IOException {
      int length = Math.min(end - position, 1 + size * (number % 3) / 2 + number % 5);
      int from = position;
      position += length;
      if (isBroken && position > TOTAL / 2) {
        throw new FileNotFoundException("gone");
      }
      Body.OpenSource source =
          switch (number++ % 4) {
            case 0 -> new Body.OpenSource.Memory(ByteBuffer.wrap(bytes, from, length).slice());
            case 1 ->
                new Body.OpenSource.Piped(new ByteArrayInputStream(bytes, from, length), closed());
            default -> {
              FileChannel channel = FileChannel.open(folder.resolve("bytes"));
              Runnable count = closed()::close;
              yield new Body.OpenSource.FileRegion(
                  channel,
                  from,
                  length,
                  () -> {
                    count.run();
                    channel.close();
                  });
            }
          };
      return new Body.Part(length, source);
    }

    private static Opened closed() {
      OPEN.incrementAndGet();
      return OPEN::decrementAndGet;
    }

    @Override
    public void close() {
      OPEN.decrementAndGet();
    }
  }

  private interface Opened extends java.io.Closeable {
    @Override
    void close();
  }

  private static RawClient.Answer get(String path, String headers) throws IOException {
    try (RawClient client = server.raw()) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
      return client.read();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 3_000, 20_000, 60_000, 70_000, 400_000, 5_000_000})
  void theWholeIsThePartsInOrder(int size) throws Exception {
    RawClient.Answer answer = get("/parts/" + size, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).contains(Integer.toString(TOTAL));
    assertThat(answer.body()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 99", "65535, 65536", "1000000, 5000000", "5999990, 5999999"})
  void aRangeIsThatRange(int first, int last) throws Exception {
    RawClient.Answer answer = get("/parts/100000", "Range: bytes=" + first + "-" + last + "\r\n");

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, first, last + 1));
  }

  @Test
  void severalAnswersFollowEachOtherOnAConnection() throws Exception {
    try (RawClient client = server.raw()) {
      for (int i = 0; i < 5; i++) {
        client.send("GET /parts/200000 HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.read().body()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void aPartThatIsGoneEndsTheConnectionInsteadOfLying() {
    assertThatThrownBy(() -> get("/parts/gone", "")).isInstanceOf(IOException.class);
    await().untilAsserted(() -> assertThat(answers("500")).isPositive());
  }

  /** What the metrics tell of answers with a status. */
  private static long answers(String status) {
    return server.metrics.find("http.server.requests").tag("status", status).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  @Test
  void aClientThatLeavesLeavesNothingOpen() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (RawClient client = server.raw()) {
        client.send("GET /parts/1000000 HTTP/1.1\r\nHost: x\r\n\r\n");
      }
    }
    assertThat(get("/parts/1000", "Range: bytes=0-9\r\n").body()).hasSize(10);
  }

  @Test
  void withoutADateOnlyTheTagTellsWhetherItChanged() throws Exception {
    assertThat(get("/parts/9", "").header("Last-Modified")).isEmpty();
    assertThat(get("/parts/9", "If-None-Match: \"tag\"\r\n").status()).isEqualTo(304);
    String date = "Wed, 03 Jun 2099 10:11:12 GMT\r\n";
    assertThat(get("/parts/9", "If-Modified-Since: " + date).status()).isEqualTo(200);
    assertThat(get("/parts/9", "If-Unmodified-Since: " + date).status()).isEqualTo(200);
    String range = "Range: bytes=0-9\r\n";
    assertThat(get("/parts/9", range + "If-Range: " + date).status()).isEqualTo(200);
    assertThat(get("/parts/9", range + "If-Range: \"tag\"\r\n").status()).isEqualTo(206);
    assertThat(get("/parts/9", range + "If-Range: \"other\"\r\n").status()).isEqualTo(200);
  }
}
