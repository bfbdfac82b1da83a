package io.vitrine.media.cmaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.cmaf.EncodedFilm.Recipe;
import io.vitrine.media.cmaf.ProgressiveLayout.Piece;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The progressive file that is never made, made: other programs must find the same film in it. */
class ProgressiveLayoutTest {
  private static final long SEED = 20_260_728;

  @TempDir private Path folder;

  static Stream<Recipe> films() {
    return Stream.of(
        Recipe.of(13, 90),
        Recipe.of(7, 90).frameRate("25").sampleRate("44100"),
        Recipe.of(5, 90).frameRate("60").sampleRate("22050"),
        Recipe.of(3, 90).frameRate("24000/1001").silent(),
        Recipe.of(1, 90).frameRate("10"));
  }

  @ParameterizedTest
  @MethodSource("films")
  void holdsEachFrameOfTheFragments(Recipe recipe) throws Exception {
    DeliveredFilm delivered = delivered(recipe);
    Path progressive = progressive(delivered, "90p");

    Path pictures = delivered.assets().get("90p.video").file();
    assertThat(Ffmpeg.frames(progressive, "v"))
        .hasSizeGreaterThan(9)
        .isEqualTo(Ffmpeg.frames(pictures, "v"));
    if (recipe.hasSound()) {
      // Of a whole file ffmpeg leaves out by itself what the encoder put in front of the sound.
      assertThat(checksums(Ffmpeg.frames(progressive, "a")))
          .hasSizeGreaterThan(9)
          .isEqualTo(
              checksums(Ffmpeg.frames(delivered.assets().get("sound.audio").file(), "a")).stream()
                  .skip(1)
                  .toList());
    }
    assertThat(Ffmpeg.ffprobe("-show_entries", "format=format_name", progressive.toString()))
        .contains("mp4");
  }

  @Test
  void showsTheFilmFromTheFirstMomentOn() throws Exception {
    Path progressive = progressive(delivered(Recipe.of(3, 90)), "90p");

    assertThat(
            Ffmpeg.ffprobe(
                "-select_streams",
                "v",
                "-show_entries",
                "stream=start_pts,nb_frames,profile,codec_name",
                "-of",
                "csv=p=0",
                progressive.toString()))
        .isEqualTo("h264,High,0,90");
  }

  @Test
  void hasItsTablesInFront() throws Exception {
    byte[] bytes = Files.readAllBytes(progressive(delivered(Recipe.of(3, 90)), "90p"));

    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text.indexOf("ftyp")).isEqualTo(4);
    assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
    assertThat(text).doesNotContain("moof");
  }

  @Test
  void interleavesPicturesAndSound() throws Exception {
    DeliveredFilm delivered = delivered(Recipe.of(13, 90));
    ProgressiveLayout layout = delivered.layout("90p");

    long offset = layout.length() / 2;
    assertThat(
            Stream.iterate(offset, at -> at < layout.length(), at -> at + layout.at(at).length())
                .map(layout::at)
                .map(piece -> ((Piece.Media) piece).track())
                .limit(4)
                .toList())
        .containsSubsequence(0, 1, 0)
        .containsSubsequence(1, 0, 1);
  }

  /** Any range is the same as that range of the whole. */
  @Test
  void canBeReadFromAnyByteOn() throws Exception {
    DeliveredFilm delivered = delivered(Recipe.of(5, 90));
    ProgressiveLayout layout = delivered.layout("90p");
    byte[] whole = delivered.read("90p", layout, 0, Math.toIntExact(layout.length()));

    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      int from = random.nextInt(whole.length);
      int length = 1 + random.nextInt(Math.min(whole.length - from, i % 2 == 0 ? 50 : 100_000));
      assertThat(delivered.read("90p", layout, from, length))
          .as("%d bytes from %d on, seed %d", length, from, SEED)
          .isEqualTo(Arrays.copyOfRange(whole, from, from + length));
    }
  }

  /** Offsets and the length of the samples need more than 32 bits. */
  @Test
  void mayHaveMoreThanFourGigabytes() throws Exception {
    int fragments = 12_000;
    CmafIndex.Builder builder = new CmafIndex.Builder(90_000);
    CmafFragment.Samples samples =
        new CmafFragment.Samples(new int[] {1_000_000}, new int[1], new int[1], new boolean[1]);
    for (int i = 0; i < fragments; i++) {
      builder.add(new CmafFragment(800 + i * 1_000_500L, 500, 1_000_000, i * 180_000L, samples));
    }
    CmafIndex index = builder.build(fragments * 180_000L);
    CmafTrack details = CmafTrack.parse("{\"indexLength\":7,\"boxLength\":1000}");
    ProgressiveLayout layout =
        ProgressiveLayout.of(List.of(new ProgressiveLayout.Track(details, index)));

    long dataAt = layout.length() - fragments * 1_000_000L;
    ByteBuffer header = made(layout, dataAt - 16);
    assertThat(header.getInt()).isEqualTo(1);
    assertThat(header.getLong(8)).isEqualTo(16 + fragments * 1_000_000L);
    ByteBuffer offsets = made(layout, dataAt - 16 - 8L * fragments);
    for (int i = 0; i < fragments; i++) {
      assertThat(offsets.getLong()).isEqualTo(dataAt + i * 1_000_000L);
    }
    assertThat(layout.at(layout.length() - 1))
        .isEqualTo(new Piece.Media(0, 800 + fragments * 1_000_500L - 1, 1));
    assertThat(layout.weight()).isLessThan(500_000);
  }

  private static ByteBuffer made(ProgressiveLayout layout, long offset) {
    return ((Piece.Made) layout.at(offset)).bytes();
  }

  private DeliveredFilm delivered(Recipe recipe) throws Exception {
    DeliveredFilm delivered = new DeliveredFilm(folder);
    EncodedFilm.encode(recipe, folder).deliver(delivered);
    return delivered;
  }

  private Path progressive(DeliveredFilm delivered, String rung) throws Exception {
    ProgressiveLayout layout = delivered.layout(rung);
    return Files.write(
        folder.resolve("progressive.mp4"),
        delivered.read(rung, layout, 0, Math.toIntExact(layout.length())));
  }

  private static List<String> checksums(List<String> frames) {
    return frames.stream().map(frame -> frame.substring(frame.lastIndexOf(',') + 1)).toList();
  }
}
