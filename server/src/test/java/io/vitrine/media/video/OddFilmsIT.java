package io.vitrine.media.video;

import static io.vitrine.media.video.Films.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vitrine.media.MediaFacts;
import io.vitrine.media.PixelSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films that are not as most are: each becomes one that plays everywhere. */
class OddFilmsIT {
  private static final String H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

  @TempDir private Path folder;
  private Films films;

  @BeforeEach
  void folders() {
    films = new Films(folder);
  }

  @Test
  void aSilentFilmHasNoSound() throws Exception {
    RecordedWork work =
        made(films.make("silent.mp4", List.of(Films.picture("160x144", "25", "1")), H264));

    assertThat(work.assets())
        .containsKey("144p.video")
        .containsKeys("poster.0", "poster.1")
        .doesNotContainKeys("sound.audio", "poster.2");
    assertThat(facts(work).audioCodec()).isEmpty();
  }

  @Test
  void sixChannelsBecomeTwo() throws Exception {
    RecordedWork work =
        made(
            films.make(
                "surround.mkv",
                List.of(Films.picture("160x144", "25", "1"), Films.tone("1")),
                H264 + " -af pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0 -c:a ac3"),
            "video/x-matroska");

    assertThat(new Facts(work.file("sound.audio")).stream("channels")).isEqualTo("2");
    assertThat(facts(work).audioCodec()).contains("ac3");
  }

  @Test
  void aFilmFromATurnedPhoneIsUpright() throws Exception {
    Path lying = films.make("lying.mp4", List.of(Films.picture("320x180", "25", "1")), H264);
    RecordedWork work =
        made(
            films.make(
                "turned.mp4",
                List.of(List.of("-i", lying.toString())),
                "-c copy -metadata:s:v rotate=90"));

    assertSize(work, "144p.video", 144, 256);
    assertThat(facts(work).size()).isEqualTo(new PixelSize(180, 320));
    assertThat(facts(work).displayAspectRatio()).isEqualTo("9:16");
    assertThat(ImageIO.read(work.file("poster.0").toFile()).getHeight()).isEqualTo(320);
  }

  @ParameterizedTest
  @CsvSource({
    // A rung is named after the short edge, and none is larger than the film.
    "180x320, 144p, 144, 256",
    "161x91, 144p, 160, 90",
    "427x241, 240p, 426, 240",
    "300x145, 144p, 298, 144"
  })
  void anySizeBecomesEven(String size, String rung, int width, int height) throws Exception {
    RecordedWork work =
        made(
            films.make(
                "odd.mkv",
                List.of(List.of("-f", "lavfi", "-i", "testsrc=s=" + size + ":r=10:d=1")),
                "-c:v ffv1"),
            "video/x-matroska");

    assertSize(work, rung + ".video", width, height);
    assertThat(new Facts(work.file(rung + ".video")).frames()).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource({"60, 60", "120, 60", "24000/1001, 24", "1, 5"})
  void theRateIsKeptUpToSixty(String rate, int frames) throws Exception {
    RecordedWork work =
        made(films.make("quick.mp4", List.of(Films.picture("160x144", rate, "1")), H264));

    assertThat(new Facts(work.file("144p.video")).frames()).hasSizeBetween(frames - 1, frames + 1);
  }

  @Test
  void framesThatComeWhenTheyLikeBecomeSteady() throws Exception {
    RecordedWork work =
        made(
            films.make(
                "variable.mkv",
                List.of(Films.picture("160x144", "30", "2")),
                "-vf select='lt(n,15)+not(mod(n,4))' -vsync vfr " + H264),
            "video/x-matroska");

    List<Double> frames = new Facts(work.file("144p.video")).frames();
    assertThat(frames.getLast()).isCloseTo(2.0, within(0.2));
    double step = frames.get(1) - frames.get(0);
    for (int i = 1; i < frames.size(); i++) {
      assertThat(frames.get(i) - frames.get(i - 1)).isCloseTo(step, within(0.001));
    }
  }

  @Test
  void highDynamicRangeBecomesTheUsualOne() throws Exception {
    RecordedWork work =
        made(
            films.make(
                "hdr.mp4",
                List.of(Films.picture("160x144", "10", "1")),
                "-c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p10le"
                    + " -color_trc smpte2084 -color_primaries bt2020 -colorspace bt2020nc"));

    assertThat(facts(work).hdr()).isTrue();
    assertThat(new Facts(work.file("144p.video")).stream("pix_fmt,color_transfer"))
        .isEqualTo("yuv420p,bt709");
    assertThat(ImageIO.read(work.file("poster.0").toFile()).getWidth()).isEqualTo(160);
  }

  @Test
  void interlacedFieldsBecomeFrames() throws Exception {
    RecordedWork work =
        made(
            films.make(
                "fields.mpg",
                List.of(Films.picture("160x144", "50", "2")),
                "-vf tinterlace=interleave_top,setfield=tff -r 25 -c:v mpeg2video -q:v 3"
                    + " -flags +ilme+ildct -f vob"),
            "video/mpeg");

    assertThat(facts(work).interlaced()).isTrue();
    assertThat(new Facts(work.file("144p.video")).stream("field_order")).isEqualTo("progressive");
    assertThat(new Facts(work.file("144p.video")).frames()).hasSizeBetween(48, 51);
  }

  @Test
  void stretchedPixelsBecomeSquare() throws Exception {
    RecordedWork work =
        made(
            films.make(
                "wide.mp4", List.of(Films.picture("180x144", "25", "1")), H264 + " -aspect 16:9"));

    assertSize(work, "144p.video", 256, 144);
    assertThat(new Facts(work.file("144p.video")).stream("sample_aspect_ratio")).isEqualTo("1:1");
    assertThat(facts(work).displayAspectRatio()).isEqualTo("16:9");
  }

  @Test
  void aFilmOfNothingButSoundShowsItsWaves() throws Exception {
    RecordedWork work =
        made(films.make("voice.mkv", List.of(Films.tone("2")), "-c:a libopus"), "video/x-matroska");

    assertThat(work.assets()).containsKeys("360p.video", "sound.audio", "poster.0", "poster.1");
    assertThat(new Facts(work.file("360p.video")).frames()).hasSizeBetween(18, 22);
    assertThat(facts(work).durationInMilliseconds()).isBetween(1_900L, 2_150L);
    assertThat(facts(work).audioCodec()).contains("opus");
  }

  @Test
  void soundThatGoesOnAfterThePicturesLeavesNoPosterEmpty() throws Exception {
    RecordedWork work =
        made(
            films.make(
                "radio.mp4",
                List.of(Films.picture("160x144", "25", "1"), Films.tone("10")),
                H264 + " -c:a aac"));

    assertThat(work.file("poster.0")).isNotEmptyFile();
    assertThat(work.file("poster.1")).isNotEmptyFile();
  }

  @Test
  void aFilmThatChangesItsSizeGoesOn() throws Exception {
    Path small =
        films.make("a.ts", List.of(Films.picture("160x144", "25", "1")), H264 + " -f mpegts");
    Path large =
        films.make(
            "b.ts",
            List.of(Films.picture("320x288", "25", "1")),
            H264 + " -output_ts_offset 1 -f mpegts");
    Path both = folder.resolve("both.ts");
    try (OutputStream out = Files.newOutputStream(both)) {
      Files.copy(small, out);
      Files.copy(large, out);
    }

    RecordedWork work = made(both, "video/mp2t");

    List<Double> frames = new Facts(work.file("144p.video")).frames();
    assertThat(frames).hasSizeBetween(48, 52).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aFilmOfUnknownLengthHasPosters() throws Exception {
    Path film = folder.resolve("live.webm");
    Files.write(
        film,
        new ProcessBuilder(
                "ffmpeg -v error -f lavfi -i testsrc2=s=160x144:r=25:d=2 -c:v libvpx -deadline"
                    .concat(" realtime -live 1 -f webm -")
                    .split(" ", -1))
            .start()
            .getInputStream()
            .readAllBytes());

    RecordedWork work = made(film, "video/webm");

    assertThat(work.assets()).containsKeys("poster.0", "poster.1");
    assertThat(facts(work).durationInMilliseconds()).isBetween(1_900L, 2_100L);
  }

  private RecordedWork made(Path film) throws Exception {
    return made(film, "video/mp4");
  }

  private RecordedWork made(Path film, String mimeType) throws Exception {
    RecordedWork work = new RecordedWork(Films.film(film, mimeType), folder);
    new FirstRenditionStep(TOOLS, new PlainRungs()).run(work);
    assertThat(work.failed()).isEmpty();
    return work;
  }

  private static void assertSize(RecordedWork work, String key, int width, int height)
      throws IOException, InterruptedException {
    assertThat(new Facts(work.file(key)).stream("width,height")).isEqualTo(width + "," + height);
    assertThat(work.assets().get(key).pixelSize()).contains(new PixelSize(width, height));
  }

  private static MediaFacts.Video facts(RecordedWork work) {
    return work.facts().video().orElseThrow();
  }
}
