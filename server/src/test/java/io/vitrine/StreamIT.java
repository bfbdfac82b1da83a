package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import io.vitrine.access.Secrets;
import io.vitrine.access.Signer;
import io.vitrine.access.StreamGrant;
import io.vitrine.access.StreamGrants;
import io.vitrine.access.UrlLife;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.delivery.streaming.HlsValidator;
import io.vitrine.delivery.streaming.HlsValidator.Master;
import io.vitrine.delivery.streaming.HlsValidator.Media;
import io.vitrine.delivery.streaming.HlsValidator.Segment;
import io.vitrine.delivery.streaming.HlsValidator.Variant;
import io.vitrine.media.cmaf.DeliveredFilm;
import io.vitrine.media.cmaf.EncodedFilm;
import io.vitrine.media.cmaf.EncodedFilm.Recipe;
import io.vitrine.media.cmaf.Ffmpeg;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Streaming and progressive films (contract: delivery.md section 9). */
class StreamIT {
  private static final String SECRET = "a-secret-for-tests-of-streaming";
  private static final long SEED = 9_216;

  @TempDir private static Path folder;
  private static TestServer server;
  private static FilmShelf shelf;
  private static DeliveredFilm delivered;
  private static String open;
  private static String hidden;
  private static String silent;
  private static String unmade;
  private static String pending;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(Optional.of(SECRET), OptionalLong.empty());
    shelf = new FilmShelf(server.data());
    delivered = new DeliveredFilm(folder);
    EncodedFilm.encode(Recipe.of(13, 144, 90, 180), folder).deliver(delivered);
    DeliveredFilm quiet = new DeliveredFilm(folder);
    EncodedFilm.encode(Recipe.of(2, 90).silent(), folder).deliver(quiet);
    open = shelf.add(Optional.of(delivered), false);
    hidden = shelf.add(Optional.of(delivered), true);
    silent = shelf.add(Optional.of(quiet), false);
    unmade = shelf.add(Optional.empty(), false);
    pending = shelf.add(Optional.of(delivered), false, OperationStatus.PENDING);
  }

  @AfterAll
  static void stop() throws Exception {
    shelf.close();
    server.close();
  }

  @Test
  void aPublicFilmHasALastingUrlThatNamesItsRungs() {
    assertThat(streamUrl(open, Map.of()))
        .isEqualTo(
            server.address()
                + "/video/%s/,180p,144p,90p,/mp4/file.mp4.urlset/master.m3u8".formatted(open));
    assertThat(streamUrl(open, Map.of("format", "UNKNOWN")))
        .isEqualTo(streamUrl(open, Map.of("format", "HLS")));
    JsonNode dash =
        server.ask("/files/generate-video-stream-url", Map.of("fileId", open, "format", "DASH"));
    assertThat(dash.at("/downloadUrl/assetKey").asString()).isEqualTo("DASH");
    assertThat(dash.at("/downloadUrl/url").asString())
        .isEqualTo(streamUrl(open, Map.of()).replace("master.m3u8", "manifest.mpd"));
  }

  @Test
  void theMethodRefusesWhatCannotBeStreamed() {
    String text =
        server
            .upload("a.txt", "text/plain", "text".getBytes(StandardCharsets.UTF_8))
            .path("id")
            .asString();

    assertThat(generate(Map.of("fileId", text)).status()).isEqualTo(400);
    assertThat(generate(Map.of("fileId", "c0ffee_" + "0".repeat(32))).errorCode())
        .isEqualTo("RESOURCE_NOT_FOUND");
    for (String id : List.of(unmade, pending)) {
      Answer answer = generate(Map.of("fileId", id));
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.errorCode()).isEqualTo("FILE_NOT_READY");
    }
    for (int minutes : List.of(59, 1441)) {
      assertThat(generate(Map.of("fileId", hidden, "expirationInMinutes", minutes)).status())
          .isEqualTo(400);
    }
  }

  @Test
  void theMasterPlaylistTellsWhatTheSegmentsAre() throws Exception {
    URI uri = URI.create(streamUrl(open, Map.of()));
    Answer answer = server.fetch(uri.toString());
    assertThat(answer.header("Content-Type")).contains("application/vnd.apple.mpegurl");
    assertThat(answer.header("Cache-Control")).contains("public, max-age=31536000, immutable");
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");

    Master master = HlsValidator.master(answer.text());

    assertThat(master.variants())
        .extracting(variant -> variant.attributes().get("RESOLUTION"))
        .containsExactly("320x180", "256x144", "160x90");
    Media sound = media(uri, master.sounds().get("sound").uri());
    long soundPeak = peak(uri.resolve(master.sounds().get("sound").uri()), sound);
    for (Variant variant : master.variants()) {
      URI playlist = uri.resolve(variant.uri());
      assertThat(playlist.getPath()).endsWith("/mp4/file.mp4/index-v1-a1.m3u8");
      Media media = media(uri, variant.uri());
      assertThat(variant.bandwidth())
          .isGreaterThanOrEqualTo(peak(playlist, media) + soundPeak)
          .isLessThan(2 * (peak(playlist, media) + soundPeak));
      assertThat(variant.attributes()).containsEntry("FRAME-RATE", "29.970");
      assertThat(variant.attributes().get("CODECS"))
          .isEqualTo(codec(playlist, media) + ",mp4a.40.2");
      assertThat(media.targetDuration()).isEqualTo(sound.targetDuration());
    }
  }

  @Test
  void allRungsAreCutAtTheSameMoments() {
    URI uri = URI.create(streamUrl(open, Map.of()));
    Set<List<Double>> cuts = new HashSet<>();
    Master master = HlsValidator.master(server.fetch(uri.toString()).text());
    for (Variant variant : master.variants()) {
      cuts.add(media(uri, variant.uri()).durations());
    }

    assertThat(cuts).hasSize(1);
    double film = cuts.iterator().next().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(film).isBetween(13 - 1 / 29.97, 13 + 1 / 29.97);
    Media sound = media(uri, master.sounds().get("sound").uri());
    assertThat(sound.seconds()).isBetween(film - 0.1, film + 0.1);
    // A last segment of about a second may be one of its own or not.
    assertThat(sound.segments().size() - cuts.iterator().next().size()).isBetween(-1, 1);
  }

  /** ffmpeg decodes what was put together of the answers; each segment begins with a key frame. */
  @ParameterizedTest
  @ValueSource(strings = {"180p", "144p", "90p"})
  void initializationAndSegmentsAreTheFilm(String rung) throws Exception {
    URI playlist = URI.create(rungUrl(open, rung) + "/index-v1.m3u8");
    Media media = HlsValidator.media(server.fetch(playlist.toString()).text());
    byte[] start = body(playlist.resolve(media.map()));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(start);
    for (Segment segment : media.segments()) {
      byte[] bytes = body(playlist.resolve(segment.uri()));
      whole.writeBytes(bytes);
      Path alone = Files.write(folder.resolve("alone.mp4"), join(start, bytes));
      assertThat(
              Ffmpeg.ffprobe("-show_entries", "packet=flags", "-of", "csv=p=0", alone.toString()))
          .startsWith("K");
    }
    Path joined = Files.write(folder.resolve("joined.mp4"), whole.toByteArray());

    assertThat(Ffmpeg.frames(joined, "v"))
        .isEqualTo(Ffmpeg.frames(delivered.assets().get(rung + ".video").file(), "v"));
  }

  @ParameterizedTest
  @CsvSource({"HLS, 3", "DASH, 3"})
  void ffmpegPlaysTheStream(String format, int rungs) throws Exception {
    String streams =
        Ffmpeg.ffprobe(
            "-count_packets",
            "-show_entries",
            "stream=codec_name,nb_read_packets",
            "-of",
            "csv=p=0",
            streamUrl(open, Map.of("format", format)));

    assertThat(streams.lines().filter(line -> line.equals("h264,390")).distinct()).hasSize(1);
    assertThat(streams.lines().filter(line -> line.startsWith("h264")).count())
        .isGreaterThanOrEqualTo(rungs);
    assertThat(streams).contains("aac,611");
  }

  @Test
  void keyFramesCanBeShownAlone() throws Exception {
    URI uri = URI.create(streamUrl(open, Map.of()));
    Variant variant =
        HlsValidator.master(server.fetch(uri.toString()).text()).keyFrames().getFirst();
    URI playlist = uri.resolve(variant.uri());
    Media media = HlsValidator.media(server.fetch(playlist.toString()).text());

    assertThat(media.keyFramesOnly()).isTrue();
    assertThat(media.segments()).hasSize(7);
    byte[] start = body(playlist.resolve(media.map()));
    for (Segment segment : media.segments()) {
      String[] range = segment.range().orElseThrow().split("@", 2);
      int from = Integer.parseInt(range[1]);
      byte[] bytes = body(playlist.resolve(segment.uri()));
      byte[] frame = Arrays.copyOfRange(bytes, from, from + Integer.parseInt(range[0]));
      assertThat(frame.length * 8 / segment.seconds())
          .isLessThanOrEqualTo((double) variant.bandwidth());
      Path alone = Files.write(folder.resolve("frame.mp4"), join(start, frame));
      assertThat(
              Ffmpeg.ffprobe(
                  "-read_intervals",
                  "%+#1",
                  "-show_entries",
                  "frame=pict_type",
                  "-of",
                  "csv=p=0",
                  alone.toString()))
          .contains("I");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "',90p,', 200",
    "',144p,90p,', 200",
    "',90p,144p,90p,', 200",
    "'90p', 404",
    "',,', 404",
    "',', 404",
    "',90p,720p,', 404",
    "',sound,', 404",
    "',90p,90p,90p,90p,90p,90p,90p,90p,90p,90p,', 200",
    "',90p,90p,90p,90p,90p,90p,90p,90p,90p,90p,90p,', 400"
  })
  void theListOfRungsMayBeAnyPartOfThem(String list, int status) {
    for (String name : List.of("master.m3u8", "manifest.mpd")) {
      Answer answer =
          server.fetch(
              "%s/video/%s/%s/mp4/file.mp4.urlset/%s"
                  .formatted(server.address(), open, list, name));

      assertThat(answer.status()).as(name).isEqualTo(status);
      if (status == 200) {
        assertThat(answer.text()).contains("90p").doesNotContain("180p");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "90p/mp4/file.mp4/seg-0-v1.m4s",
        "90p/mp4/file.mp4/seg-4-v1.m4s",
        "90p/mp4/file.mp4/seg-01-v1.m4s",
        "90p/mp4/file.mp4/seg-99999999999-v1.m4s",
        "90p/mp4/file.mp4/seg-1-a1.m4s",
        "90p/mp4/file.mp4/index-a1.m3u8",
        "90p/mp4/file.mp4/init-v1-a1.mp4",
        "720p/mp4/file.mp4/init-v1.mp4",
        "720p/mp4/file.mp4",
        "sound/mp4/file.mp4",
        "sound/mp4/file.mp4/iframes-a1.m3u8",
        "sound/mp4/file.mp4/index-v1-a1.m3u8",
        "90p/mp4/other.mp4"
      })
  void whatThereIsNotIsNotFound(String path) {
    assertThat(server.fetch(server.address() + "/video/" + open + "/" + path).status())
        .isEqualTo(404);
  }

  @Test
  void aSilentFilmHasNoSoundInItsPlaylists() throws Exception {
    URI uri = URI.create(streamUrl(silent, Map.of()));
    Master master = HlsValidator.master(server.fetch(uri.toString()).text());

    assertThat(master.sounds()).isEmpty();
    assertThat(master.variants().getFirst().uri()).endsWith("/index-v1.m3u8");
    assertThat(server.fetch(rungUrl(silent, "90p") + "/index-v1-a1.m3u8").status()).isEqualTo(404);
    assertThat(server.fetch(streamUrl(silent, Map.of("format", "DASH"))).text())
        .doesNotContain("audio");
    assertThat(
            Ffmpeg.ffprobe(
                "-show_entries", "stream=codec_type", "-of", "csv=p=0", rungUrl(silent, "90p")))
        .isEqualTo("video");
  }

  @Test
  void theProgressiveFileIsSentFromAnyByteOn() throws Exception {
    String url = rungUrl(open, "144p");
    Answer whole = server.fetch(url);
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.header("Content-Type")).contains("video/mp4");
    assertThat(whole.header("Accept-Ranges")).contains("bytes");
    assertThat(whole.header("Content-Length")).contains("" + whole.body().length);
    Path file = Files.write(folder.resolve("whole.mp4"), whole.body());
    assertThat(Ffmpeg.frames(file, "v"))
        .isEqualTo(Ffmpeg.frames(delivered.assets().get("144p.video").file(), "v"));

    Random random = new Random(SEED);
    for (int i = 0; i < 60; i++) {
      int from = random.nextInt(whole.body().length);
      int to = from + random.nextInt(whole.body().length - from);
      Answer part = server.send(server.plain(url).header("Range", "bytes=" + from + "-" + to));

      assertThat(part.status()).isEqualTo(206);
      assertThat(part.body())
          .as("bytes %d to %d, seed %d", from, to, SEED)
          .isEqualTo(Arrays.copyOfRange(whole.body(), from, to + 1));
    }
    String tag = whole.header("ETag").orElseThrow();
    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    assertThat(server.send(server.plain(url).header("If-None-Match", tag)).status()).isEqualTo(304);
  }

  @Test
  void segmentsAreAnsweredAsAllBytesAre() {
    String url = rungUrl(open, "90p") + "/seg-2-v1.m4s";
    Answer whole = server.fetch(url);
    assertThat(whole.header("Content-Type")).contains("video/iso.segment");
    assertThat(whole.header("Cache-Control")).contains("public, max-age=31536000, immutable");
    assertThat(whole.header("Access-Control-Allow-Origin")).contains("*");
    String tag = whole.header("ETag").orElseThrow();

    assertThat(tag)
        .isNotEqualTo(
            server.fetch(rungUrl(open, "90p") + "/seg-1-v1.m4s").header("ETag").orElseThrow());
    assertThat(server.send(server.plain(url).header("If-None-Match", tag)).status()).isEqualTo(304);
    Answer part = server.send(server.plain(url).header("Range", "bytes=10-19"));
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 10, 20));
    assertThat(server.send(server.plain(url).header("Range", "bytes=99999999-")).status())
        .isEqualTo(416);
  }

  @Test
  void aPrivateFilmPlaysWithItsTokenOnly() throws Exception {
    for (String path :
        List.of(
            "/,90p,/mp4/file.mp4.urlset/master.m3u8",
            "/90p/mp4/file.mp4",
            "/90p/mp4/file.mp4/seg-1-v1.m4s",
            "/none/mp4/file.mp4/init-v1.mp4")) {
      Answer refused = server.fetch(server.address() + "/video/" + hidden + path);
      assertThat(refused.status()).as(path).isEqualTo(403);
      assertThat(refused.header("Cache-Control")).contains("no-store");
    }
    URI uri = URI.create(streamUrl(hidden, Map.of("expirationInMinutes", 60)));
    assertThat(uri.getPath()).startsWith("/stream/");
    Master master = HlsValidator.master(server.fetch(uri.toString()).text());
    URI playlist = uri.resolve(master.variants().getFirst().uri());
    Media media = media(uri, master.variants().getFirst().uri());

    Answer segment = server.fetch(playlist.resolve(media.segments().getFirst().uri()).toString());
    assertThat(segment.status()).isEqualTo(200);
    assertThat(segment.header("Cache-Control")).contains("private, max-age=3600");
    assertThat(segment.header("Referrer-Policy")).contains("no-referrer");
    assertThat(Ffmpeg.ffprobe("-show_entries", "format=duration", uri.toString()))
        .contains("duration=13");
  }

  @Test
  void aTokenIsGoodForItsOwnFilmOnly() {
    String token = URI.create(streamUrl(hidden, Map.of())).getPath().split("/", 4)[2];

    for (String path :
        List.of(
            "/stream/" + token + "/video/" + open + "/90p/mp4/file.mp4",
            "/stream/" + token + "x/video/" + hidden + "/90p/mp4/file.mp4",
            "/stream/x/video/" + hidden + "/90p/mp4/file.mp4")) {
      Answer answer = server.fetch(server.address() + path);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.errorCode()).isEqualTo("DOWNLOAD_TOKEN_INVALID");
    }
  }

  /** The server's own secret makes a grant that ends while the film is played. */
  @Test
  void aPrivateFilmStopsWhenItsTimeIsOver() {
    Instant now = Instant.now();
    Instant ends = now.minus(Signer.CLOCK_SKEW).plusSeconds(4);
    String token =
        new StreamGrants(new Signer(Secrets.parse(SECRET), InstantSource.fixed(now)))
            .issue(
                new StreamGrant(
                    shelf.siteId(), hidden, new UrlLife(now.minus(Duration.ofHours(1)), ends)));
    String segment =
        "%s/stream/%s/video/%s/90p/mp4/file.mp4/seg-1-v1.m4s"
            .formatted(server.address(), token, hidden);
    assertThat(server.fetch(segment).status()).isEqualTo(200);

    await().until(() -> server.fetch(segment).status() == 403);

    assertThat(server.fetch(segment).errorCode()).isEqualTo("DOWNLOAD_TOKEN_EXPIRED");
    assertThat(server.fetch(segment.replace("seg-1-v1.m4s", "index-v1.m3u8")).status())
        .isEqualTo(403);
    assertThat(server.fetch(segment).header("Cache-Control")).contains("no-store");
  }

  private static Answer generate(Map<String, ?> body) {
    return server.post("/files/generate-video-stream-url", body);
  }

  private static String streamUrl(String id, Map<String, ?> options) {
    Map<String, Object> body = new HashMap<>(options);
    body.put("fileId", id);
    return server
        .ask("/files/generate-video-stream-url", body)
        .path("downloadUrl")
        .path("url")
        .asString();
  }

  private static String rungUrl(String id, String rung) {
    return server.address() + "/video/" + id + "/" + rung + "/mp4/file.mp4";
  }

  private static Media media(URI master, String uri) {
    return HlsValidator.media(server.fetch(master.resolve(uri).toString()).text());
  }

  private static byte[] body(URI uri) {
    Answer answer = server.fetch(uri.toString());
    assertThat(answer.status()).as("%s", uri).isEqualTo(200);
    return answer.body();
  }

  private static long peak(URI playlist, Media media) {
    double peak = 0;
    for (Segment segment : media.segments()) {
      peak = Math.max(peak, body(playlist.resolve(segment.uri())).length * 8 / segment.seconds());
    }
    return (long) peak;
  }

  /** From the decoder's configuration in the initialization segment (RFC 6381 section 3.3). */
  private static String codec(URI playlist, Media media) {
    byte[] start = body(playlist.resolve(media.map()));
    int at = new String(start, StandardCharsets.ISO_8859_1).indexOf("avcC") + 5;
    return "avc1.%02x%02x%02x".formatted(start[at], start[at + 1], start[at + 2]);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
