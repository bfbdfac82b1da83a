package io.vitrine.media.video;

import static io.vitrine.media.video.Films.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of files, and what ffprobe is kept from. */
class ProbeIT {
  @TempDir private Path folder;
  private Films films;

  @BeforeEach
  void folders() {
    films = new Films(folder);
  }

  @Test
  void aPlainFilmIsTold() throws Exception {
    Probe probe = probe(films.plain("160x90", "1"), "video/mp4");

    MediaStream.Video video = probe.videos().getFirst();
    assertThat(video.codec()).isEqualTo("h264");
    assertThat(video.displaySize()).isEqualTo(new PixelSize(160, 90));
    assertThat(video.averageRate()).contains(new Fraction(30, 1));
    assertThat(video.hdr()).isFalse();
    assertThat(video.interlaced()).isFalse();
    assertThat(probe.duration()).hasValueSatisfying(d -> assertThat(d.toMillis()).isEqualTo(1000));
    MediaStream.Audio sound = probe.sounds().getFirst();
    assertThat(sound.codec()).isEqualTo("aac");
    assertThat(sound.sampleRate()).isEqualTo(48_000);
    assertThat(sound.channels()).isEqualTo(1);
  }

  @Test
  void aTurnedFilmIsToldUpright() throws Exception {
    Path plain = films.plain("160x90", "1");
    Path turned =
        films.make(
            "turned.mp4",
            List.of(List.of("-i", plain.toString())),
            "-c copy -metadata:s:v rotate=90");

    MediaStream.Video video = probe(turned, "video/mp4").videos().getFirst();

    assertThat(video.rotation() % 180).isEqualTo(90);
    assertThat(video.displaySize()).isEqualTo(new PixelSize(90, 160));
  }

  @Test
  void pixelsThatAreNotSquareAreStretched() throws Exception {
    Path film =
        films.make(
            "pal.mpg",
            List.of(Films.picture("180x144", "25", "1")),
            "-vf setsar=16/11 -c:v mpeg2video -flags +ilme+ildct -f vob");

    MediaStream.Video video = probe(film, "video/mpeg").videos().getFirst();

    assertThat(video.displaySize().width()).isBetween(240, 264);
    assertThat(video.displaySize().height()).isEqualTo(144);
  }

  @Test
  void tagsOfOggLieOnItsStream() throws Exception {
    Path song =
        films.make(
            "song.ogg",
            List.of(Films.tone("1")),
            "-c:a libvorbis -metadata title=Tone -metadata ARTIST=Sine");

    assertThat(probe(song, "audio/ogg").tags())
        .containsEntry("title", "Tone")
        .containsEntry("artist", "Sine");
  }

  @ParameterizedTest
  @CsvSource({
    "video/mp4,      '#EXTM3U\n#EXTINF:1,\n{file}\n#EXT-X-ENDLIST\n'",
    "video/x-matroska, 'ffconcat version 1.0\nfile {file}\n'",
    "video/x-msvideo, 'concat:{file}|{file}'",
    "video/mp2t,     'v=0\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n'",
    "video/mpeg,     'subfile,,start,0,end,0,,:{file}'"
  })
  void aListOfOtherFilesIsNoFilm(String mimeType, String text) throws Exception {
    Path film = films.plain("160x90", "1");
    Path list = Files.writeString(folder.resolve("list"), text.replace("{file}", film.toString()));

    assertThatThrownBy(() -> probe(list, mimeType))
        .isInstanceOfSatisfying(
            ProcessingException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(Code.FILE_CORRUPT));
  }

  @Test
  void anotherContainerThanToldIsNotGuessed() throws Exception {
    Path film = films.plain("160x90", "1");

    assertThatThrownBy(() -> probe(film, "video/x-matroska"))
        .isInstanceOf(ProcessingException.class);
  }

  @Test
  void aProgramThatIsMissingIsNotFound() {
    assertThat(FfmpegTools.find(Optional.of(folder.resolve("ffmpeg")), Optional.empty())).isEmpty();
  }

  @Test
  void whatFfmpegCanDoIsTold() throws Exception {
    FfmpegAbilities abilities = TOOLS.abilities(folder);

    assertThat(abilities.version()).isNotEmpty();
    assertThat(abilities.encoders()).contains("libx264", "aac");
    assertThat(abilities.filters()).contains("scale");
    assertThat(abilities.makesFilms()).isTrue();
  }

  private Probe probe(Path file, String mimeType)
      throws ProcessingException, IOException, InterruptedException {
    return Probe.of(TOOLS, Films.film(file, mimeType), folder);
  }
}
