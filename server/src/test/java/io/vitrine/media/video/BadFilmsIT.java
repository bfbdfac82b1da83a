package io.vitrine.media.video;

import static io.vitrine.media.video.Films.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Films that fail, each with its reason, and what they reach for in vain. */
class BadFilmsIT {
  private static final String H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

  @TempDir private Path folder;
  private Films films;

  @BeforeEach
  void folders() {
    films = new Films(folder);
  }

  @ParameterizedTest
  @CsvSource({"mp4, video/mp4, -movflags +faststart", "mkv, video/x-matroska, -f matroska"})
  void aFilmThatIsCutOffFails(String extension, String mimeType, String form) throws Exception {
    byte[] whole =
        Files.readAllBytes(
            films.make(
                "whole." + extension,
                List.of(Films.picture("160x144", "25", "6"), Films.tone("6")),
                H264 + " -c:a aac " + form));
    Path half = folder.resolve("half");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));

    assertFails(half, mimeType, Code.FILE_CORRUPT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFilmWithoutAFrameFails(boolean withSound) throws Exception {
    List<List<String>> inputs = new ArrayList<>(List.of(Films.picture("160x144", "25", "1")));
    if (withSound) {
      inputs.add(Films.tone("1"));
    }
    byte[] fragmented =
        Files.readAllBytes(
            films.make(
                "fragmented.mp4", inputs, H264 + " -c:a aac -movflags +empty_moov+frag_keyframe"));
    String text = new String(fragmented, StandardCharsets.ISO_8859_1);
    Path empty = folder.resolve("empty.mp4");
    Files.write(empty, Arrays.copyOf(fragmented, text.indexOf("moof") - 4));

    assertFails(empty, "video/mp4", Code.FILE_CORRUPT);
  }

  @Test
  void bytesThatAreNoFilmFail() throws Exception {
    Path noise = Files.write(folder.resolve("noise"), new byte[5_000]);

    assertFails(noise, "video/mp4", Code.FILE_CORRUPT);
  }

  @Test
  void aTypeThatNobodyReadsIsSaid() throws Exception {
    assertFails(films.plain("160x90", "1"), "video/x-unheard-of", Code.UNSUPPORTED_FILE_FORMAT);
  }

  @ParameterizedTest
  @CsvSource({"8208x16, 5", "160x144, 240"})
  void whatIsTooLargeOrTooQuickIsRefused(String size, String rate) throws Exception {
    Path film =
        films.make(
            "much.avi", List.of(Films.picture(size, rate, "0.2")), "-c:v mjpeg -pix_fmt yuvj420p");

    assertFails(film, "video/x-msvideo", Code.MEDIA_LIMIT_EXCEEDED);
  }

  @Test
  void picturesThatTurnOutFarTooLargeOnTheWayAreTheFilmsFault() throws Exception {
    Path film =
        films.make("grows.mov", List.of(Films.picture("160x144", "5", "1")), "-c:v png -an");
    byte[] bytes = Files.readAllBytes(film);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    // All pictures but the first: 16,000 by 16,000 pixels of 64 bits.
    int header = text.indexOf("IHDR", text.indexOf("IHDR") + 1);
    while (header >= 0) {
      ByteBuffer.wrap(bytes, header + 4, 10)
          .putInt(16_000)
          .putInt(16_000)
          .put((byte) 16)
          .put((byte) 6);
      header = text.indexOf("IHDR", header + 1);
    }
    Files.write(film, bytes);

    assertFails(film, "video/quicktime", Code.MEDIA_LIMIT_EXCEEDED);
  }

  @Test
  void elevenSoundsAreRefused() throws Exception {
    Path film =
        films.make(
            "polyglot.mkv",
            List.of(Films.picture("160x144", "10", "1"), Films.tone("1")),
            "-map 0" + " -map 1".repeat(11) + " " + H264 + " -c:a aac");

    assertFails(film, "video/x-matroska", Code.MEDIA_LIMIT_EXCEEDED);
  }

  @Test
  void aFilmOfBrokenSoundIsSeenAllTheSame() throws Exception {
    Path film =
        films.make(
            "deaf.mkv",
            List.of(Films.picture("160x144", "25", "1"), Films.tone("1")),
            H264 + " -c:a pcm_s16le");
    byte[] bytes = Files.readAllBytes(film);
    // Samples that call themselves AC-3: not one block of it can be decoded.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String name = "A_PCM/INT/LIT";
    byte[] another = Arrays.copyOf("A_AC3".getBytes(StandardCharsets.ISO_8859_1), name.length());
    System.arraycopy(another, 0, bytes, text.indexOf(name), another.length);
    Files.write(film, bytes);
    RecordedWork work = new RecordedWork(Films.film(film, "video/x-matroska"), folder);

    new FirstRenditionStep(TOOLS, new PlainRungs()).run(work);

    assertThat(work.assets()).containsKey("144p.video").doesNotContainKey("sound.audio");
    assertThat(work.failed()).containsOnlyKeys("sound.audio");
    assertThat(work.facts().video().orElseThrow().audioCodec()).isEmpty();
  }

  @Test
  void aFilmWhoseBytesLieElsewhereIsNotFetched() throws Exception {
    Path secret = films.make("secret.mov", List.of(Films.picture("160x144", "10", "1")), H264);
    Path hostile = folder.resolve("hostile.mov");
    Files.write(hostile, new ExternalReference(secret.toString()).in(Files.readAllBytes(secret)));
    // Proof that the reference is one: told to follow it, ffmpeg gets the frames.
    assertThat(
            Films.run(
                List.of(
                    "ffprobe",
                    "-v",
                    "error",
                    "-enable_drefs",
                    "1",
                    "-use_absolute_path",
                    "1",
                    "-count_frames",
                    "-show_entries",
                    "stream=nb_read_frames",
                    "-of",
                    "csv=p=0",
                    hostile.toString())))
        .contains("10");

    assertFails(hostile, "video/quicktime", Code.FILE_CORRUPT);
  }

  @ParameterizedTest
  @CsvSource({
    "video/mp4, '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{url}\n#EXT-X-ENDLIST\n'",
    "video/x-matroska, 'ffconcat version 1.0\nfile {url}\n'",
    "video/x-msvideo, '#EXTM3U\n#EXTINF:1,\n{url}\n'",
    "video/mp2t, 'concat:{url}|{url}'",
    "video/x-flv, 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n'",
    "application/mxf, '<?xml version=\"1.0\"?><MPD><BaseURL>{url}</BaseURL></MPD>'"
  })
  void aListOfAddressesReachesNobody(String mimeType, String text) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + listener.getLocalPort() + "/film.mp4";
      Path list = Files.writeString(folder.resolve("list"), text.replace("{url}", url));

      assertFails(list, mimeType, Code.FILE_CORRUPT);

      listener.setSoTimeout(1);
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void whoIsInterruptedLeavesNoProcess() throws Exception {
    Path film = films.plain("640x360", "60");
    RecordedWork work = new RecordedWork(Films.film(film, "video/mp4"), folder);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    new FirstRenditionStep(TOOLS, new PlainRungs()).run(work);
                  } catch (Exception failure) {
                    end.set(failure);
                  }
                });
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(work.folder().resolve("360p.mp4")));

    thread.interrupt();
    thread.join();

    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .filter(child -> child.info().command().orElse("").endsWith("ffmpeg")))
        .isEmpty();
  }

  private void assertFails(Path film, String mimeType, Code code) throws Exception {
    RecordedWork work = new RecordedWork(Films.film(film, mimeType), folder);

    assertThatThrownBy(() -> new FirstRenditionStep(TOOLS, new PlainRungs()).run(work))
        .isInstanceOfSatisfying(
            ProcessingException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.getMessage()).doesNotContain(folder.toString());
            });
    assertThat(work.assets()).isEmpty();
  }
}
