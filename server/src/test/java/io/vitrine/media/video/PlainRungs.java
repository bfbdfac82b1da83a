package io.vitrine.media.video;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Delivers the files of the rungs as they are, so that tests look at what ffmpeg wrote. */
record PlainRungs() implements RungSink {
  private static final String MIME_TYPE = "video/mp4";

  @Override
  public void rung(Workpiece work, String rung, Path video, Optional<Path> audio)
      throws IOException {
    MediaFacts.Video facts = work.facts().video().orElseThrow();
    Duration duration = Duration.ofMillis(facts.durationInMilliseconds());
    Optional<PixelSize> size = Ladder.of(facts.size()).rung(rung).map(Rung::size);
    if (audio.isPresent()) {
      deliver(work, SOUND, audio.get(), "audio/mp4", Optional.empty(), duration);
    }
    deliver(work, picturesOf(rung), video, MIME_TYPE, size, duration);
  }

  @Override
  public List<String> assetKeys(String rung) {
    return List.of(picturesOf(rung));
  }

  private static String picturesOf(String rung) {
    return rung + ".video";
  }

  private static void deliver(
      Workpiece work,
      String key,
      Path file,
      String mimeType,
      Optional<PixelSize> size,
      Duration duration)
      throws IOException {
    long bitrate = Files.size(file) * 8_000 / Math.max(1, duration.toMillis());
    work.deliver(
        new MadeAsset(key, file, mimeType, size, Optional.of(duration), Optional.of(bitrate), ""));
  }
}
