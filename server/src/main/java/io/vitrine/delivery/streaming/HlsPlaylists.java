package io.vitrine.delivery.streaming;

import io.vitrine.media.cmaf.CmafIndex;
import io.vitrine.media.cmaf.CmafIndex.KeyFrame;
import io.vitrine.media.cmaf.CmafIndex.Segment;
import io.vitrine.media.cmaf.CmafTrack;
import java.util.Locale;

/**
 * The playlists of HLS (RFC 8216; contract: delivery.md section 9.3). The sound is a rendition of
 * its own, so that all rungs share it, and HLS and DASH share all segments.
 */
public final class HlsPlaylists {
  /** Of a playlist. */
  public static final String MIME_TYPE = "application/vnd.apple.mpegurl";

  /** Needed for segments that are fragments of MP4 (section 7). */
  private static final String HEAD = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n";

  /** From the folder of the master playlist to that of the film. */
  private static final String UP = "../../../";

  private HlsPlaylists() {}

  /** The master playlist, with the rungs in the film's order. */
  public static String master(Film film) {
    StringBuilder text = new StringBuilder(HEAD);
    film.sound()
        .ifPresent(
            sound ->
                text.append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"Sound\",")
                    .append("DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"")
                    .append(sound.details().channels())
                    .append("\",URI=\"")
                    .append(UP)
                    .append(sound.path(TrackPart.playlistName(sound, film)))
                    .append("\"\n"));
    for (FilmTrack rung : film.rungs()) {
      variant(text, rung, film);
    }
    for (FilmTrack rung : film.rungs()) {
      keyFrames(text, rung);
    }
    return text.toString();
  }

  private static void variant(StringBuilder text, FilmTrack rung, Film film) {
    CmafTrack pictures = rung.details();
    long peak = pictures.peakBitrate();
    long average = pictures.averageBitrate();
    String codecs = pictures.codec();
    String group = "";
    if (film.sound().isPresent()) {
      CmafTrack sound = film.sound().get().details();
      peak += sound.peakBitrate();
      average += sound.averageBitrate();
      codecs += "," + sound.codec();
      group = ",AUDIO=\"sound\"";
    }
    text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(peak);
    text.append(",AVERAGE-BANDWIDTH=").append(average);
    text.append(",RESOLUTION=").append(pictures.width()).append('x').append(pictures.height());
    text.append(",FRAME-RATE=").append(decimal("%.3f", pictures.frameRate() / 1000.0));
    text.append(",CODECS=\"").append(codecs).append('"');
    text.append(group).append(",CLOSED-CAPTIONS=NONE\n");
    text.append(UP).append(rung.path(TrackPart.playlistName(rung, film))).append('\n');
  }

  private static void keyFrames(StringBuilder text, FilmTrack rung) {
    CmafTrack pictures = rung.details();
    text.append("#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=").append(pictures.keyFrameBitrate());
    text.append(",RESOLUTION=").append(pictures.width()).append('x').append(pictures.height());
    text.append(",CODECS=\"").append(pictures.codec()).append("\",URI=\"");
    text.append(UP).append(rung.path(TrackPart.keyFramesName(rung))).append("\"\n");
  }

  /** The playlist of one track. */
  public static String media(Film film, FilmTrack track, CmafIndex index) {
    StringBuilder text = new StringBuilder(200 + 40 * index.segmentCount());
    head(text, film, "");
    map(text, track);
    for (int i = 1; i <= index.segmentCount(); i++) {
      Segment segment = index.segment(i);
      duration(text, segment.duration(), index.timescale());
      text.append(TrackPart.segmentName(track, Integer.toString(i))).append('\n');
    }
    return text.append("#EXT-X-ENDLIST\n").toString();
  }

  /** The playlist for winding forward and back: each key frame, as a part of its segment. */
  public static String keyFrames(Film film, FilmTrack track, CmafIndex index) {
    StringBuilder text = new StringBuilder(200 + 80 * index.keyFrameCount());
    head(text, film, "#EXT-X-I-FRAMES-ONLY\n");
    map(text, track);
    for (int i = 0; i < index.keyFrameCount(); i++) {
      KeyFrame frame = index.keyFrame(i);
      duration(text, frame.duration(), index.timescale());
      text.append("#EXT-X-BYTERANGE:").append(frame.length()).append('@').append(frame.offset());
      text.append('\n')
          .append(TrackPart.segmentName(track, Integer.toString(frame.segment())))
          .append('\n');
    }
    return text.append("#EXT-X-ENDLIST\n").toString();
  }

  private static void head(StringBuilder text, Film film, String more) {
    text.append(HEAD);
    text.append("#EXT-X-TARGETDURATION:").append(film.targetDuration()).append('\n');
    text.append("#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MEDIA-SEQUENCE:1\n").append(more);
  }

  private static void map(StringBuilder text, FilmTrack track) {
    text.append("#EXT-X-MAP:URI=\"").append(TrackPart.initializationName(track)).append("\"\n");
  }

  private static void duration(StringBuilder text, long ticks, long timescale) {
    text.append("#EXTINF:").append(decimal("%.6f", (double) ticks / timescale)).append(",\n");
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
