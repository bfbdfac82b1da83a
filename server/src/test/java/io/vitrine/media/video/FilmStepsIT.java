package io.vitrine.media.video;

import static io.vitrine.media.video.Films.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.SourceFile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steps make of an ordinary film. */
class FilmStepsIT {
  @TempDir private Path folder;
  private Films films;

  @BeforeEach
  void folders() {
    films = new Films(folder);
  }

  @Test
  void theFirstRenditionMakesAFilmPlayable() throws Exception {
    RecordedWork work = work(films.plain("640x360", "3"), "video/mp4");

    first().run(work);

    assertThat(work.assets())
        .containsOnlyKeys(
            "360p.video", "sound.audio", "poster.0", "poster.1", "poster.2", "poster.3");
    assertThat(work.planned()).containsExactlyInAnyOrderElementsOf(work.assets().keySet());
    Facts pictures = new Facts(work.file("360p.video"));
    assertThat(pictures.stream("codec_name,profile,width,height,pix_fmt"))
        .isEqualTo("h264,High,640,360,yuv420p");
    assertThat(pictures.frames()).hasSize(90).first().isEqualTo(0.0);
    assertThat(pictures.keyFrames()).containsExactly(0.0, 2.0);
    assertThat(new Facts(work.file("sound.audio")).stream("codec_name,sample_rate,channels"))
        .isEqualTo("aac,48000,2");
    MediaFacts.Video facts = work.facts().video().orElseThrow();
    assertThat(facts.size()).isEqualTo(new PixelSize(640, 360));
    assertThat(facts.durationInMilliseconds()).isBetween(3_000L, 3_050L);
    assertThat(facts.frameRate()).isEqualTo("30/1");
    assertThat(facts.displayAspectRatio()).isEqualTo("16:9");
    assertThat(facts.videoCodec()).isEqualTo("h264");
    assertThat(facts.audioCodec()).contains("aac");
    assertThat(work.told()).isNotEmpty().allMatch(share -> share >= 0 && share <= 1);
  }

  @Test
  void postersAreJpegFilesOfDifferentMoments() throws Exception {
    RecordedWork work = work(films.plain("320x180", "3"), "video/mp4");

    first().run(work);

    List<byte[]> posters = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      MadeAsset poster = work.assets().get("poster." + i);
      assertThat(ImageIO.read(poster.file().toFile()).getWidth()).isEqualTo(320);
      assertThat(poster.pixelSize()).contains(new PixelSize(320, 180));
      posters.add(Files.readAllBytes(poster.file()));
    }
    assertThat(posters).doesNotHaveDuplicates();
  }

  @Test
  void aPrivateFilmHasASmallPictureThatEverybodyMaySee() throws Exception {
    SourceFile open = Films.film(films.plain("640x360", "3"), "video/mp4");
    SourceFile closed =
        new SourceFile(
            open.path(), open.mediaType(), open.mimeType(), true, open.size(), open.pixelSize());
    RecordedWork work = new RecordedWork(closed, folder);

    first().run(work);

    MadeAsset thumbnail = work.assets().get("thumbnail");
    assertThat(thumbnail.pixelSize()).contains(new PixelSize(256, 144));
    BufferedImage seen = ImageIO.read(thumbnail.file().toFile());
    assertThat(seen.getWidth()).isEqualTo(256);
    assertThat(seen.getHeight()).isEqualTo(144);
  }

  @Test
  void postersAvoidBlackFrames() throws Exception {
    Path film =
        films.make(
            "dark.mp4",
            List.of(
                List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "color=black:s=160x90:r=10:d=1.6[a];testsrc2=s=160x90:r=10:d=2.4[b];[a][b]concat")),
            "-c:v libx264 -pix_fmt yuv420p");
    RecordedWork work = work(film, "video/mp4");

    first().run(work);

    // At 1.2 s it is still black; its window reaches to 1.9 s.
    int pixel = ImageIO.read(work.file("poster.1").toFile()).getRGB(80, 45);
    assertThat(pixel & 0xff_ffff).isNotEqualTo(0);
  }

  @Test
  void theOtherRungsHaveTheSameMomentsAndKeyFrames() throws Exception {
    RecordedWork work = work(films.plain("854x480", "5"), "video/mp4");
    first().run(work);

    new RenditionsStep(TOOLS, new PlainRungs()).run(work);

    assertThat(work.assets()).containsKeys("480p.video", "360p.video", "240p.video", "144p.video");
    assertThat(work.published()).isEqualTo(1);
    List<Double> frames = new Facts(work.file("360p.video")).frames();
    for (String rung : List.of("480p", "240p", "144p")) {
      Facts facts = new Facts(work.file(rung + ".video"));
      assertThat(facts.frames()).as(rung).isEqualTo(frames);
      assertThat(facts.keyFrames()).as(rung).containsExactly(0.0, 2.0, 4.0);
    }
    assertThat(work.assets().get("480p.video").pixelSize()).contains(new PixelSize(854, 480));
  }

  @Test
  void rungsThatAreThereAreNotMadeAgain() throws Exception {
    RecordedWork work = work(films.plain("160x144", "1"), "video/mp4");
    first().run(work);

    new RenditionsStep(TOOLS, new PlainRungs()).run(work);

    assertThat(work.published()).isZero();
    assertThat(work.assets()).containsKey("144p.video").doesNotContainKey("240p.video");
  }

  @Test
  void soundAndPicturesStayTogether() throws Exception {
    // A flash and a beep at the same moment.
    Path film =
        films.make(
            "clap.mp4",
            List.of(
                List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "color=black:s=160x144:r=50:d=3,geq=lum='if(gte(T,1),235,16)':cb=128:cr=128"),
                List.of("-f", "lavfi", "-i", "aevalsrc='gte(t,1)*sin(6000*t)':s=48000:d=3")),
            "-c:v libx264 -c:a aac");
    RecordedWork work = work(film, "video/mp4");

    first().run(work);

    double flash = firstAbove(work.file("144p.video"), "blackdetect=d=0.1:pix_th=0.2", "black_end");
    double beep =
        firstAbove(work.file("sound.audio"), "silencedetect=n=-30dB:d=0.1", "silence_end");
    assertThat(flash).isCloseTo(1.0, within(0.021));
    assertThat(beep).isCloseTo(flash, within(0.012));
  }

  private static double firstAbove(Path file, String filter, String mark) throws Exception {
    String kind = filter.startsWith("black") ? "-vf" : "-af";
    String said =
        Films.run(
            List.of(
                "ffmpeg",
                "-nostdin",
                "-copyts",
                "-i",
                file.toString(),
                kind,
                filter,
                "-f",
                "null",
                "-"));
    return Double.parseDouble(
        said.substring(said.indexOf(mark) + mark.length() + 1).strip().split("[ \n|]", 2)[0]);
  }

  @Test
  void aStoryboardHasATileForEachSecond() throws Exception {
    RecordedWork work = work(films.plain("320x180", "4"), "video/mp4");
    first().run(work);

    new StoryboardStep(TOOLS).run(work);

    var sheet = ImageIO.read(work.file("storyboard-00001.jpg").toFile());
    assertThat(sheet.getWidth()).isEqualTo(5 * 160);
    assertThat(sheet.getHeight()).isEqualTo(90);
    assertThat(Files.readString(work.file("storyboard.vtt")))
        .startsWith("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nstoryboard-00001.jpg#xywh=0,0,160,90")
        .contains("00:00:03.000 --> 00:00:04.000\nstoryboard-00001.jpg#xywh=480,0,160,90");
  }

  @Test
  void aClipIsSilentAndBeginsToPlayAtOnce() throws Exception {
    RecordedWork work = work(films.plain("320x240", "3"), "video/mp4");
    first().run(work);

    new ClipStep(TOOLS).run(work);

    Path clip = work.file("clip-240p.mp4");
    assertThat(new Facts(clip).stream("codec_name,width,height")).isEqualTo("h264,320,240");
    assertThat(new Facts(clip).frames()).hasSizeBetween(89, 91);
    String bytes = Files.readString(clip, StandardCharsets.ISO_8859_1);
    assertThat(bytes.indexOf("moov")).isBetween(1, bytes.indexOf("mdat"));
    assertThat(Probe.of(TOOLS, Films.film(clip, "video/mp4"), folder).sounds()).isEmpty();
  }

  private ProcessingStep first() {
    return new FirstRenditionStep(TOOLS, new PlainRungs());
  }

  private RecordedWork work(Path film, String mimeType) throws Exception {
    return new RecordedWork(Films.film(film, mimeType), folder);
  }
}
