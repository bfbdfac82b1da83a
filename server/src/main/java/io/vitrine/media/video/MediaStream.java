package io.vitrine.media.video;

import io.vitrine.media.PixelSize;
import java.time.Duration;
import java.util.Optional;

/** One of the streams in a container, as ffprobe tells it. Whatever is not known is absent. */
public sealed interface MediaStream {

  /** Its place in the file, from 0, as ffmpeg counts. */
  int index();

  /** Short name in ffmpeg, such as {@code h264}; "unknown" when nothing here decodes it. */
  String codec();

  /**
   * Moving pictures.
   *
   * @param profile such as {@code High}; may be empty
   * @param pixelFormat such as {@code yuv420p10le}; empty when not even one frame could be read
   * @param codedSize pixels before turning and stretching
   * @param sampleAspectRatio width to height of one pixel; 1/1 when not told
   * @param rotation clockwise degrees that a player turns it by: 0, 90, 180, 270
   * @param averageRate frames a second over the whole
   * @param realRate the lowest rate at which each frame has a time of its own
   * @param bitrate bits a second
   * @param transfer the transfer characteristics, such as {@code bt709}; may be empty
   * @param interlaced whether a frame holds two fields
   */
  record Video(
      int index,
      String codec,
      String profile,
      String pixelFormat,
      PixelSize codedSize,
      Fraction sampleAspectRatio,
      int rotation,
      Optional<Fraction> averageRate,
      Optional<Fraction> realRate,
      Optional<Duration> duration,
      Optional<Long> bitrate,
      String transfer,
      boolean interlaced)
      implements MediaStream {

    /** Whether it is of high dynamic range: PQ or HLG (ITU-R BT.2100). */
    public boolean hdr() {
      return transfer.equals("smpte2084") || transfer.equals("arib-std-b67");
    }

    /** As a viewer sees it: with square pixels, upright. */
    public PixelSize displaySize() {
      double aspect = sampleAspectRatio.value();
      // The longer of the two is stretched, so that no row or column is lost.
      int width = aspect >= 1 ? stretched(codedSize.width(), aspect) : codedSize.width();
      int height = aspect >= 1 ? codedSize.height() : stretched(codedSize.height(), 1 / aspect);
      return rotation % 180 == 0 ? new PixelSize(width, height) : new PixelSize(height, width);
    }

    private static int stretched(int length, double factor) {
      return Math.clamp(Math.round(length * factor), 1, Integer.MAX_VALUE);
    }
  }

  /**
   * Sound.
   *
   * @param sampleRate a second
   * @param layout such as {@code 5.1(side)}; may be empty
   * @param bitrate bits a second
   */
  record Audio(
      int index,
      String codec,
      String profile,
      int sampleRate,
      int channels,
      String layout,
      Optional<Duration> duration,
      Optional<Long> bitrate)
      implements MediaStream {}

  /** A still picture that comes along, such as the cover of a record. */
  record Cover(int index, String codec, Optional<PixelSize> size) implements MediaStream {}

  /** Subtitles, data, or what could not be told. */
  record Other(int index, String codec) implements MediaStream {}
}
