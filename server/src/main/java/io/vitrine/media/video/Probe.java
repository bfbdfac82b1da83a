package io.vitrine.media.video;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What ffprobe tells of a film or sound. Only what the headers and the first seconds say: whether
 * the rest can be decoded shows when it is.
 *
 * @param duration of the whole; absent when the container does not tell
 * @param bitrate bits a second, of everything together
 * @param streams in the order of the file
 * @param tags title, artist and album by these names, where they are told; hostile text
 */
public record Probe(
    Optional<Duration> duration,
    Optional<Long> bitrate,
    List<MediaStream> streams,
    Map<String, String> tags) {
  private static final List<String> QUESTION =
      List.of(
          "-of",
          "json=compact=1",
          "-show_entries",
          "format=duration,bit_rate:format_tags=title,artist,album"
              + ":stream=index,codec_type,codec_name,profile,pix_fmt,width,height"
              + ",sample_aspect_ratio,avg_frame_rate,r_frame_rate,duration,bit_rate,channels"
              + ",channel_layout,sample_rate,color_transfer,field_order"
              + ":stream_disposition=attached_pic:stream_side_data=rotation"
              + ":stream_tags=title,artist,album");

  public Probe {
    streams = List.copyOf(streams);
    tags = Map.copyOf(tags);
  }

  /**
   * Looks at an original, for 30 seconds at most.
   *
   * @param folder where ffprobe runs; nothing stays there
   * @throws ProcessingException {@code FILE_CORRUPT} when it is no such file or nothing in it can
   *     be told; {@code UNSUPPORTED_FILE_FORMAT}; {@code PROCESSING_TIMEOUT}
   * @throws IOException when ffprobe or the machine is at fault
   */
  public static Probe of(FfmpegTools tools, SourceFile source, Path folder)
      throws ProcessingException, IOException, InterruptedException {
    return ProbeAnswer.read(tools.ffprobe(QUESTION, source, folder));
  }

  /** The moving pictures; the first of them is shown. */
  public List<MediaStream.Video> videos() {
    return only(MediaStream.Video.class);
  }

  /** The sounds; the first of them is heard. */
  public List<MediaStream.Audio> sounds() {
    return only(MediaStream.Audio.class);
  }

  /** Pictures that come along. */
  public List<MediaStream.Cover> covers() {
    return only(MediaStream.Cover.class);
  }

  private <T extends MediaStream> List<T> only(Class<T> kind) {
    return streams.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
