package io.vitrine.media.audio;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import io.vitrine.media.video.FfmpegTools;
import io.vitrine.media.video.MediaStream;
import io.vitrine.media.video.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The picture that comes with a sound, made anew as {@code image.preview}. */
public final class CoverStep implements ProcessingStep {
  static final String PREVIEW = "image.preview";
  private static final int LONG_EDGE = 1000;

  /** Pixels of a cover that is decoded; more than any scan of a record's sleeve has. */
  private static final long MOST_PIXELS = 50_000_000;

  private final FfmpegTools tools;

  public CoverStep(FfmpegTools tools) {
    this.tools = tools;
  }

  @Override
  public String name() {
    return "cover";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    if (work.source().mediaType() != MediaType.AUDIO || work.has(PREVIEW)) {
      return;
    }
    List<MediaStream.Cover> covers = Probe.of(tools, work.source(), work.folder()).covers();
    if (covers.isEmpty()) {
      return;
    }
    MediaStream.Cover cover = covers.getFirst();
    work.plan(List.of(PREVIEW));
    if (cover.size().map(CoverStep::pixels).orElse(0L) > MOST_PIXELS) {
      throw new ProcessingException(Code.MEDIA_LIMIT_EXCEEDED, "the cover has too many pixels");
    }
    Path target = work.folder().resolve("cover.jpg");
    List<String> arguments = new ArrayList<>(tools.input(work.source()));
    arguments.addAll(
        List.of(
            "-map",
            "0:" + cover.index(),
            "-frames:v",
            "1",
            "-vf",
            "scale='min(%1$d,iw)':'min(%1$d,ih)':force_original_aspect_ratio=decrease,format=yuvj420p"
                .formatted(LONG_EDGE),
            "-c:v",
            "mjpeg",
            "-q:v",
            "3",
            "-map_metadata",
            "-1",
            "-f",
            "mjpeg",
            "file:" + target.toAbsolutePath()));
    tools.ffmpeg(arguments, work.folder(), _ -> {});
    work.deliver(MadeAsset.picture(PREVIEW, target));
  }

  private static long pixels(PixelSize size) {
    return (long) size.width() * size.height();
  }
}
