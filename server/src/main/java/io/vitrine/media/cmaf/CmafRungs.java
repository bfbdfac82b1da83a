package io.vitrine.media.cmaf;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes the rungs of a film as an encoder wrote them, and delivers what streaming and progressive
 * files are made of: the bytes of each track once, as they are, and beside them a description that
 * is a few thousandths of their size. Safe for many threads.
 */
public final class CmafRungs {
  /** The sound that all rungs have in common, as a fragmented MP4. */
  public static final String SOUND = "sound.audio";

  /** The description of the sound. */
  public static final String SOUND_INDEX = "sound.index";

  private static final String MEDIA = ".video";
  private static final String PROGRESSIVE = ".mp4";

  /** The key of a rung's pictures, as a fragmented MP4. */
  public static String mediaKey(String rung) {
    return rung + MEDIA;
  }

  /**
   * The key of a rung as a progressive MP4. Its bytes are the description of the rung's pictures,
   * of which that file is made when it is asked for.
   */
  public static String progressiveKey(String rung) {
    return rung + PROGRESSIVE;
  }

  /** The keys of what {@link #rung} delivers for a rung, but for the sound. */
  public static List<String> assetKeys(String rung) {
    return List.of(mediaKey(rung), progressiveKey(rung));
  }

  /**
   * Delivers a rung, and with the first one its sound.
   *
   * @param rung such as {@code 720p}
   * @param video fragmented MP4 with H.264 alone; taken away
   * @param audio fragmented MP4 with AAC alone, taken away with the first rung and not looked at
   *     later; empty for a silent film
   * @throws MalformedCmafException when a file is of another form
   * @throws InterruptedException when the work must stop
   */
  public void rung(Workpiece work, String rung, Path video, Optional<Path> audio)
      throws IOException, InterruptedException {
    if (audio.isPresent() && work.details(SOUND_INDEX).isEmpty()) {
      TrackDescription sound = describe(audio.get(), work, false);
      work.deliver(asset(SOUND, audio.get(), "audio/mp4", sound.track(), 0));
      work.deliver(asset(SOUND_INDEX, sound.file(), "application/octet-stream", sound.track(), 0));
    }
    String soundDetails = work.details(SOUND_INDEX);
    long soundBitrate = soundDetails.isEmpty() ? 0 : CmafTrack.parse(soundDetails).averageBitrate();
    TrackDescription pictures = describe(video, work, true);
    work.deliver(asset(mediaKey(rung), video, "video/mp4", pictures.track(), 0));
    work.deliver(
        asset(progressiveKey(rung), pictures.file(), "video/mp4", pictures.track(), soundBitrate));
  }

  private static TrackDescription describe(Path media, Workpiece work, boolean isVideo)
      throws IOException, InterruptedException {
    TrackDescription made = described(media, work.folder());
    if (made.track().isVideo() != isVideo) {
      throw new MalformedCmafException("a sound where pictures should be, or the other way round");
    }
    return made;
  }

  private static TrackDescription described(Path media, Path folder)
      throws IOException, InterruptedException {
    try {
      return TrackDescription.of(media, folder);
    } catch (ClosedByInterruptException mustStop) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while a track was read");
    }
  }

  private static MadeAsset asset(
      String key, Path file, String mimeType, CmafTrack track, long moreBitrate) {
    return new MadeAsset(
        key,
        file,
        mimeType,
        track.isVideo()
            ? Optional.of(new PixelSize(track.width(), track.height()))
            : Optional.empty(),
        Optional.of(Duration.ofMillis(track.milliseconds())),
        Optional.of(track.averageBitrate() + moreBitrate),
        track.json());
  }
}
