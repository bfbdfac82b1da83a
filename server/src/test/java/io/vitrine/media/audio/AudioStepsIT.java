package io.vitrine.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workbench;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of sounds, by the real ffmpeg. */
class AudioStepsIT {
  private static final int MUTATIONS = Integer.getInteger("vitrine.mutations", 200) / 10;

  private static final List<ProcessingStep> ESSENTIAL =
      List.of(new AudioProbeStep(Sounds.TOOLS), new DecodeStep(Sounds.TOOLS));
  private static final List<ProcessingStep> LATER =
      List.of(new Mp3Step(Sounds.TOOLS), new CoverStep(Sounds.TOOLS));

  @TempDir private Path folder;
  private Sounds sounds;

  @BeforeEach
  void makeSounds() {
    sounds = new Sounds(folder);
  }

  private Workbench essential(Path file) throws Exception {
    return new Workbench(file, folder).run(ESSENTIAL.toArray(ProcessingStep[]::new));
  }

  private Workbench all(Path file) throws Exception {
    return essential(file).run(LATER.toArray(ProcessingStep[]::new));
  }

  private ProcessingException refusal(Path file) {
    return catchThrowableOfType(ProcessingException.class, () -> essential(file));
  }

  private static MediaFacts.Audio facts(Workbench work) {
    return work.facts().audio().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp3,  mp3,       true,  -c:a libmp3lame -q:a 4",
    "a.wav,  pcm_s24le, false, -c:a pcm_s24le",
    "a.flac, flac,      false, ''",
    "a.aiff, pcm_s16be, false, ''",
    "a.m4a,  aac,       true,  -c:a aac",
    "b.m4a,  alac,      false, -c:a alac",
    "a.aac,  aac,       true,  -c:a aac -f adts",
    "a.ogg,  vorbis,    false, -c:a libvorbis",
    "a.opus, opus,      false, -c:a libopus -ar 48000",
    "a.wma,  wmav2,     false, -c:a wmav2",
  })
  void everyFormatIsReadAndCanBePlayed(
      String name, String codec, boolean playable, String arguments) throws Exception {
    Workbench work = essential(sounds.make(name, Sounds.TONE, arguments));

    assertThat(facts(work).format()).isEqualTo(codec);
    assertThat(facts(work).durationInMilliseconds()).isBetween(1_950L, 2_100L);
    assertThat(facts(work).channels()).isEqualTo(2);
    assertThat(work.assets().keySet())
        .containsExactlyInAnyOrderElementsOf(
            playable
                ? List.of("waveform.json")
                : List.of("128kbs.mp3", "128-30kbs.mp3", "waveform.json"));
    assertThat(work.planned()).containsAll(work.assets().keySet());

    work.run(LATER.toArray(ProcessingStep[]::new));

    assertThat(work.assets())
        .containsOnlyKeys("320kbs.mp3", "128kbs.mp3", "128-30kbs.mp3", "waveform.json");
    assertMp3(work.assets().get("320kbs.mp3"), 320_000);
    assertMp3(work.assets().get("128kbs.mp3"), 128_000);
    assertMp3(work.assets().get("128-30kbs.mp3"), 128_000);
  }

  private static void assertMp3(MadeAsset asset, int bitrate) throws Exception {
    assertThat(asset.mimeType()).isEqualTo("audio/mpeg");
    assertThat(asset.bitrate()).contains((long) bitrate);
    assertThat(asset.duration().orElseThrow())
        .isBetween(Duration.ofMillis(1_950), Duration.ofMillis(2_100));
    assertThat(Sounds.describe(asset.file()))
        .contains("codec_name=mp3", "bit_rate=" + bitrate, "channels=2");
  }

  @Test
  void theWaveformShowsWhereItIsLoud() throws Exception {
    Workbench work = essential(sounds.make("a.flac", Sounds.TONE, ""));

    JsonNode waveform =
        JsonMapper.shared().readTree(work.assets().get("waveform.json").file().toFile());
    JsonNode peaks = waveform.get("peaks");
    assertThat(waveform.get("version").asInt()).isEqualTo(1);
    assertThat(peaks.size() * waveform.get("samplesPerPeak").asInt()).isBetween(16_000, 16_016);
    assertThat(peaks.size()).isBetween(1_000, 2_000);
    int loud = highest(peaks, 0, peaks.size() / 2 - 10);
    int soft = highest(peaks, peaks.size() / 2 + 10, peaks.size());
    assertThat(loud).isBetween(24_000, 28_000);
    assertThat(soft).isBetween(12_000, 14_000);
  }

  private static int highest(JsonNode peaks, int from, int to) {
    int highest = 0;
    for (int i = from; i < to; i++) {
      highest = Math.max(highest, peaks.get(i).get(1).asInt());
    }
    return highest;
  }

  @Test
  void longSoundsHaveAShortBeginning() throws Exception {
    Workbench work = essential(sounds.make("a.wav", "sine=d=40:r=8000", ""));
    assertThat(work.progress()).isNotEmpty().isSorted().allMatch(share -> share >= 0 && share <= 1);
    work.run(new Mp3Step(Sounds.TOOLS));

    assertThat(work.assets().get("128-30kbs.mp3").duration()).contains(Duration.ofSeconds(30));
    assertThat(Sounds.describe(work.assets().get("128-30kbs.mp3").file()))
        .contains("duration=30.0");
    assertThat(Sounds.describe(work.assets().get("320kbs.mp3").file()))
        .contains("duration=40.0", "sample_rate=48000", "channels=1", "bit_rate=320000");
  }

  @Test
  void tagsAndCoverComeAlong() throws Exception {
    Path cover = folder.resolve("cover.png");
    Sounds.run(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "color=red:s=1600x800",
            "-frames:v",
            "1",
            cover.toString()));
    Path song =
        sounds.make(
            "a.mp3",
            Sounds.TONE,
            "-i "
                + cover
                + " -map 0 -map 1 -c:v copy -disposition:v attached_pic"
                + " -metadata title=Zebra\u202e\u0007Song -metadata artist="
                + "x".repeat(400));

    Workbench work = all(song);

    assertThat(facts(work).title()).contains("ZebraSong");
    assertThat(facts(work).artist()).contains("x".repeat(300));
    assertThat(facts(work).album()).isEmpty();
    assertThat(work.words()).startsWith("ZebraSong\nxxx");
    MadeAsset preview = work.assets().get("image.preview");
    assertThat(preview.mimeType()).isEqualTo("image/jpeg");
    assertThat(preview.pixelSize()).contains(new PixelSize(1000, 500));
    assertThat(Sounds.describe(work.assets().get("320kbs.mp3").file()))
        .contains("title=ZebraSong")
        .doesNotContain("codec_name=png");
  }

  @Test
  void manyChannelsBecomeTwo() throws Exception {
    String eight = "aevalsrc='" + "0.1|".repeat(7) + "0.1':s=48000:d=1:c=7.1";
    String twelve = "aevalsrc='" + "0.1|".repeat(11) + "0.1':s=48000:d=1";

    for (Path file :
        List.of(sounds.make("8.wav", eight, ""), sounds.make("12.wav", twelve, "-c:a pcm_s16le"))) {
      assertThat(Sounds.describe(all(file).assets().get("320kbs.mp3").file()))
          .contains("channels=2");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp3,  -c:a libmp3lame -b:a 128k",
    "v.mp3,  -c:a libmp3lame -q:a 4",
    "a.wav,  ''",
    "a.flac, ''",
    "a.aiff, ''",
    "a.m4a,  -c:a aac -movflags +faststart",
    "b.m4a,  -c:a aac",
    "a.wma,  -c:a wmav2",
  })
  void halfASoundIsDamaged(String name, String arguments) throws Exception {
    Path file = sounds.make(name, Sounds.TONE, arguments);
    byte[] whole = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThat(refusal(file).code()).isEqualTo(Code.FILE_CORRUPT);
  }

  @Test
  void smallFlawsOfMp3AreForgiven() throws Exception {
    Path file = sounds.make("a.mp3", Sounds.TONE, "-c:a libmp3lame -b:a 128k");
    byte[] whole = Files.readAllBytes(file);
    byte[] junk = "ID3 and more that is no frame".repeat(20).getBytes(StandardCharsets.UTF_8);

    Path shorter = Files.write(folder.resolve("b.mp3"), Arrays.copyOf(whole, whole.length - 300));
    Path longer = Files.write(folder.resolve("c.mp3"), whole);
    Files.write(longer, junk, StandardOpenOption.APPEND);

    assertThat(facts(essential(shorter)).durationInMilliseconds()).isGreaterThan(1_900);
    assertThat(facts(essential(longer)).durationInMilliseconds()).isBetween(1_950L, 2_100L);
  }

  @Test
  void emptySoundsAreDamaged() throws Exception {
    Path wav = sounds.make("a.wav", Sounds.TONE, "");
    Path empty = Files.write(folder.resolve("b.wav"), Arrays.copyOf(Files.readAllBytes(wav), 44));
    Path flac = sounds.make("a.flac", Sounds.TONE, "");
    Path header =
        Files.write(folder.resolve("b.flac"), Arrays.copyOf(Files.readAllBytes(flac), 100));

    assertThat(refusal(empty).code()).isEqualTo(Code.FILE_CORRUPT);
    assertThat(refusal(header).code()).isEqualTo(Code.FILE_CORRUPT);
  }

  @Test
  void tooManyChannelsAreRefused() throws Exception {
    Path file = sounds.make("a.wav", "aevalsrc='0.1|" + "0.1|".repeat(31) + "0.1':d=0.1", "");

    assertThat(refusal(file).code()).isEqualTo(Code.MEDIA_LIMIT_EXCEEDED);
  }

  @Test
  void damagedOnesGetAnAnswer() throws Exception {
    List<Path> sound =
        List.of(
            sounds.make("a.mp3", Sounds.TONE, ""),
            sounds.make("a.m4a", Sounds.TONE, "-c:a aac"),
            sounds.make("a.flac", Sounds.TONE, ""),
            sounds.make("a.ogg", Sounds.TONE, "-c:a libvorbis"));
    Random random = new Random(20_261_128);
    for (int i = 0; i < MUTATIONS; i++) {
      Path original = sound.get(i % sound.size());
      byte[] bytes = Files.readAllBytes(original);
      for (int k = 0; k < 30; k++) {
        bytes[12 + random.nextInt(bytes.length - 12)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve(i + original.getFileName().toString()), bytes);
      try {
        assertThat(facts(essential(file)).durationInMilliseconds()).isPositive();
      } catch (ProcessingException failure) {
        assertThat(failure.code())
            .isIn(Code.FILE_CORRUPT, Code.MEDIA_LIMIT_EXCEEDED, Code.UNSUPPORTED_FILE_FORMAT);
      }
    }
  }

  @Test
  void othersAreLeftAlone() throws Exception {
    Path text = Files.writeString(folder.resolve("a.txt"), "no sound");

    Workbench work =
        new Workbench(text, folder)
            .run(Stream.concat(ESSENTIAL.stream(), LATER.stream()).toArray(ProcessingStep[]::new));

    assertThat(work.planned()).isEmpty();
    assertThat(work.facts()).isEqualTo(MediaFacts.NONE);
  }
}
