package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileMedia;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.State;
import io.vitrine.media.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How variants of files are named in URLs and by browsers. */
class VariantNamesTest {
  private static final String STEM = "c0ffee_0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "VIDEO, '', poster.0, image/jpeg, f000.jpg",
    "VIDEO, '', poster.3, image/jpeg, f003.jpg",
    "IMAGE, ~mv2.heic, image.preview, image/jpeg, f000.jpg",
    "DOCUMENT, .pdf, image.preview, image/png, f000.png",
    "IMAGE, ~mv2.jpg, thumbnail, image/webp, f999.webp",
  })
  void aStillPictureIsAnImageInItsOwnRight(
      MediaType mediaType, String tail, String key, String mimeType, String ending) {
    Asset still = asset(key, mimeType);
    FileDescriptor file = file(mediaType, STEM + tail, still);

    String id = StillId.of(file, still).orElseThrow();

    assertThat(id).isEqualTo(STEM + ending);
    assertThat(FileIds.isWellFormed(id)).isTrue();
    assertThat(StillId.parse(id).orElseThrow().stem()).isEqualTo(STEM);
    assertThat(StillId.parse(id).orElseThrow().in(file)).contains(still);
    assertThat(AssetPaths.of(file, still)).isEqualTo("/media/" + id);
  }

  @Test
  void withoutANumberTheFirstStillIsMeant() {
    FileDescriptor film = file(MediaType.VIDEO, STEM, asset("poster.0", "image/jpeg"));

    assertThat(StillId.parse(STEM + ".jpg").orElseThrow().in(film)).isPresent();
  }

  @Test
  void aNumberThatNobodyGaveLeadsNowhere() {
    FileDescriptor document =
        file(MediaType.DOCUMENT, STEM + ".pdf", asset(StillId.PREVIEW, "image/jpeg"));

    assertThat(StillId.parse(STEM + "f001.jpg").orElseThrow().in(document)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"~mv2.jpg", ".pdf", "", "f00.jpg", "f000.gif", "f000~mv2.jpg", "f000.jpg/x"})
  void theIdsOfFilesAreNoIdsOfStills(String tail) {
    assertThat(StillId.parse(STEM + tail)).isEmpty();
  }

  @Test
  void strangersSeeTheThumbnailOnly() {
    assertThat(StillId.parse(STEM + "f999.jpg").orElseThrow().isPublic()).isTrue();
    assertThat(StillId.parse(STEM + "f000.jpg").orElseThrow().isPublic()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "320kbs.mp3, -320.mp3",
    "128kbs.mp3, -128.mp3",
    "128-30kbs.mp3, -128-30.mp3",
  })
  void aFormatOfASoundIsNamedByItsRate(String key, String ending) {
    Asset format = asset(key, "audio/mpeg");
    FileDescriptor sound = file(MediaType.AUDIO, STEM + ".wav", format);

    assertThat(AssetPaths.of(sound, format)).isEqualTo("/mp3/" + STEM + ending);
    assertThat(SoundName.parse(STEM + ending)).contains(new SoundName(STEM, key));
  }

  @Test
  void anOriginalIsNoFormat() {
    assertThat(SoundName.parse(STEM + ".mp3")).isEmpty();
  }

  @Test
  void aRungLiesWhereItsHeightSays() {
    Asset rung = asset("720p.mp4", "video/mp4");

    assertThat(AssetPaths.of(file(MediaType.VIDEO, STEM, rung), rung))
        .isEqualTo("/video/" + STEM + "/720p/mp4/file.mp4");
  }

  @Test
  void whatHasNoCustomaryPathLiesByItsKey() {
    Asset peaks = asset("waveform.json", "application/json");

    assertThat(AssetPaths.of(file(MediaType.AUDIO, STEM + ".mp3", peaks), peaks))
        .isEqualTo("/asset/" + STEM + ".mp3/waveform.json");
  }

  @ParameterizedTest
  @CsvSource({"720p.video, false", "sound.audio, false", "720p.index, false", "720p.mp4, true"})
  void theTracksOfAFilmAreNotOffered(String key, boolean offered) {
    assertThat(AssetPaths.isOffered(key)).isEqualTo(offered);
  }

  @ParameterizedTest
  @CsvSource({
    "film.mov, 720p.mp4, video/mp4, film-720p.mp4",
    "song.wav, 320kbs.mp3, audio/mpeg, song-320.mp3",
    "letter.pdf, image.preview, image/jpeg, letter-preview.jpg",
    "film.mov, poster.1, image/jpeg, film-poster-1.jpg",
    "film, storyboard-00001.jpg, image/jpeg, film-storyboard-00001.jpg",
    ".hidden, waveform.json, application/json, .hidden-waveform.json",
  })
  void aBrowserSavesAVariantBesideItsOriginal(
      String displayName, String key, String mimeType, String saved) {
    assertThat(AssetPaths.fileName(displayName, asset(key, mimeType))).isEqualTo(saved);
  }

  private static Asset asset(String key, String mimeType) {
    return new Asset(
        key,
        AssetState.READY,
        Optional.empty(),
        mimeType,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty());
  }

  private static FileDescriptor file(MediaType mediaType, String id, Asset asset) {
    return new FileDescriptor(
        "site",
        id,
        "media-root",
        "name",
        mediaType,
        "application/octet-stream",
        false,
        OperationStatus.READY,
        State.OK,
        Optional.empty(),
        Optional.empty(),
        new FileMedia("", List.of(asset)),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
