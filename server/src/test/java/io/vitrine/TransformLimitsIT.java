package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureRenderer;
import io.vitrine.media.Transformation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What pictures by URL may cost, whom, and what happens when they cannot be made for a while. */
class TransformLimitsIT {
  @TempDir private Path data;
  private final GatedRenderer renderer = new GatedRenderer();
  private TestServer server;
  private String url;

  /** Copies its source, when it may. */
  private static final class GatedRenderer implements PictureRenderer {
    final AtomicInteger rendered = new AtomicInteger();
    final AtomicInteger unknownFormats = new AtomicInteger();
    final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);
    volatile boolean tooDear;

    @Override
    public void render(Path source, String mimeType, Transformation transformation, Path target)
        throws PictureException, InterruptedException {
      rendered.incrementAndGet();
      gate.acquire();
      if (tooDear) {
        throw new PictureException(Reason.OVER_BUDGET, "it took too long");
      }
      try {
        Files.copy(source, target);
      } catch (IOException failure) {
        throw new PictureException(Reason.UNAVAILABLE, failure.toString(), failure);
      }
    }

    @Override
    public Set<PictureFormat> formats() throws PictureException {
      if (unknownFormats.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new PictureException(Reason.UNAVAILABLE, "the library could not be asked");
      }
      return EnumSet.allOf(PictureFormat.class);
    }
  }

  @BeforeEach
  void start() {
    server = TestServer.start(TestServer.config(data), renderer);
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));
    url = file.path("url").asString();
  }

  @AfterEach
  void stop() {
    renderer.gate.release(10_000);
    server.close();
  }

  private String picture(int width) {
    return url + "/v1/fit/w_%d,h_60/a.png".formatted(width);
  }

  @Test
  void whileItIsUnknownWhatCanBeWrittenNothingIsAnsweredInTheWrongFormat() {
    String webp = url + "/v1/fit/w_9,h_9,enc_webp/a.png";
    renderer.unknownFormats.set(1);

    Answer unknown = server.fetch(webp);
    assertThat(unknown.status()).isEqualTo(503);
    assertThat(unknown.header("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    assertThat(unknown.header("Retry-After")).contains("1");

    Answer known = server.fetch(webp);
    assertThat(known.status()).isEqualTo(200);
    assertThat(known.header("Content-Type")).contains("image/webp");
  }

  @Test
  void aFloodOfOneClientDoesNotKeepOthersWaiting() throws Exception {
    renderer.gate.drainPermits();
    List<FutureTask<Answer>> flood =
        IntStream.range(1, 101)
            .mapToObj(width -> new FutureTask<>(() -> server.fetch(picture(width))))
            .toList();
    flood.forEach(Thread::startVirtualThread);
    int share = Math.max(4, Runtime.getRuntime().availableProcessors());
    await().until(() -> renderer.rendered.get() == share);

    try (HttpClient other =
        HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.0.2")).build()) {
      CompletableFuture<HttpResponse<byte[]>> answer =
          other.sendAsync(
              HttpRequest.newBuilder(URI.create(picture(1_000))).build(),
              BodyHandlers.ofByteArray());
      await().until(() -> renderer.rendered.get() == share + 1);
      renderer.gate.release(10_000);

      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
    for (FutureTask<Answer> one : flood) {
      assertThat(one.get().status()).isIn(200, 503);
    }
  }

  @Test
  void whatIsInTheCacheNeedsNoTurn() throws Exception {
    assertThat(server.fetch(picture(200)).status()).isEqualTo(200);
    renderer.gate.drainPermits();
    List<FutureTask<Answer>> flood =
        IntStream.range(1, 101)
            .mapToObj(width -> new FutureTask<>(() -> server.fetch(picture(width))))
            .toList();
    flood.forEach(Thread::startVirtualThread);
    await().until(() -> renderer.rendered.get() > 4);

    assertThat(server.fetch(picture(200)).status()).isEqualTo(200);
    assertThat(server.fetch(picture(200)).status()).isEqualTo(200);

    renderer.gate.release(10_000);
    for (FutureTask<Answer> one : flood) {
      assertThat(one.get().status()).isIn(200, 503);
    }
  }

  @Test
  void whatTookTooMuchIsNotTriedAgainAtOnce() {
    renderer.tooDear = true;
    for (int i = 0; i < 3; i++) {
      Answer answer = server.fetch(picture(10));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).contains("1");
    }
    assertThat(renderer.rendered).hasValue(1);

    renderer.tooDear = false;
    assertThat(server.fetch(picture(11)).status()).isEqualTo(200);
  }

  @Test
  void aCacheFolderThatIsRemovedWhileTheServerRunsIsUsedAgain() throws IOException {
    assertThat(server.fetch(picture(10)).status()).isEqualTo(200);
    TestServer.delete(data.resolve("cache"));

    assertThat(server.fetch(picture(10)).status()).isEqualTo(200);
    assertThat(server.fetch(picture(11)).status()).isEqualTo(200);

    assertThat(renderer.rendered).hasValue(3);
    try (var files = Files.walk(data.resolve("cache/transforms"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(2);
    }
  }
}
