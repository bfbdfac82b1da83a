package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of uploads at once that send 100 bytes a second: all of them arrive, and other callers
 * hardly feel them. {@code ./vitrine bench slow} shows the same of thousands.
 */
class SlowPeersIT {
  private static final int PEERS = 500;
  private static final int PIECE = 100;
  private static final int PIECES = 6;
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int CALLS = 300;

  /** What the machine's other work may add to any call. */
  private static final long GRACE_MILLIS = 250;

  @Test
  void slowUploadsArriveWholeAndOthersHardlyFeelThem() throws Exception {
    try (TestServer server = TestServer.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      percentile99(server); // warms up
      long idle = percentile99(server);
      CountDownLatch connected = new CountDownLatch(PEERS);
      CountDownLatch go = new CountDownLatch(1);
      List<Future<String>> uploads = new ArrayList<>();
      for (int i = 0; i < PEERS; i++) {
        int number = i;
        URI url = URI.create(server.uploadUrl("{\"mimeType\":\"text/plain\"}"));
        uploads.add(threads.submit(() -> upload(url, number, connected, go)));
      }
      assertThat(connected.await(60, TimeUnit.SECONDS)).isTrue();

      long slow = percentile99(server);
      assertThat(uploads).noneMatch(Future::isDone);
      go.countDown();

      assertThat(slow).isLessThan(2 * idle + GRACE_MILLIS);
      for (int number = 0; number < PEERS; number++) {
        String answer = uploads.get(number).get(60, TimeUnit.SECONDS);
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(answer).contains(Samples.sha256(content(number)));
      }
      assertThat(server.storedBlobs()).isEqualTo(PEERS);
    }
  }

  /**
   * Sends all but the last piece at its pace, the last one when the others are connected and the
   * calls are measured; gives the answer.
   */
  private static String upload(
      URI url, int number, CountDownLatch connected, CountDownLatch measured)
      throws IOException, InterruptedException {
    byte[] content = content(number);
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "PUT %s?filename=%d.txt HTTP/1.1\r\nHost: %s\r\nContent-Type: text/plain\r\n"
                  .formatted(url.getRawPath(), number, url.getAuthority())
              + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(content.length);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      connected.countDown();
      for (int piece = 0; piece < PIECES; piece++) {
        boolean last = piece == PIECES - 1;
        if (last) {
          assertThat(measured.await(60, TimeUnit.SECONDS)).isTrue();
        } else {
          Thread.sleep(PACE); // the pace of the load, not a wait for anything
        }
        out.write(content, piece * PIECE, PIECE);
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] content(int number) {
    byte[] content = new byte[PIECES * PIECE];
    Arrays.fill(content, (byte) '.');
    byte[] name = "upload %d ".formatted(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, content, 0, name.length);
    return content;
  }

  /** Milliseconds within which 99 of 100 calls were answered. */
  private static long percentile99(TestServer server) {
    long[] nanos = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long from = System.nanoTime();
      Answer answer = i % 2 == 0 ? server.get("/files") : server.get("/folders/media-root");
      nanos[i] = System.nanoTime() - from;
      assertThat(answer.status()).isEqualTo(200);
    }
    Arrays.sort(nanos);
    return TimeUnit.NANOSECONDS.toMillis(nanos[CALLS * 99 / 100]);
  }
}
