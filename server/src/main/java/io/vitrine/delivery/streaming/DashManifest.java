package io.vitrine.delivery.streaming;

import io.vitrine.media.cmaf.CmafIndex;
import io.vitrine.media.cmaf.CmafTrack;
import java.io.IOException;
import java.util.Locale;

/** The manifest of DASH (ISO/IEC 23009-1; contract: delivery.md section 9.4). */
public final class DashManifest {
  /** Of a manifest. */
  public static final String MIME_TYPE = "application/dash+xml";

  private DashManifest() {}

  /** Finds the index of a track. */
  @FunctionalInterface
  public interface Indexes {
    CmafIndex of(FilmTrack track) throws IOException;
  }

  /** The manifest, with the rungs in the film's order. */
  public static String of(Film film, Indexes indexes) throws IOException {
    long milliseconds = film.sound().map(track -> track.details().milliseconds()).orElse(0L);
    for (FilmTrack rung : film.rungs()) {
      milliseconds = Math.max(milliseconds, rung.details().milliseconds());
    }
    StringBuilder text =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" \
            profiles="urn:mpeg:dash:profile:isoff-live:2011" \
            mediaPresentationDuration="PT%sS" minBufferTime="PT%dS">
              <BaseURL>../../../</BaseURL>
              <Period id="1" start="PT0S">
                <AdaptationSet id="1" contentType="video" mimeType="video/mp4" \
            segmentAlignment="true" startWithSAP="1">
            """
                .formatted(
                    String.format(Locale.ROOT, "%.3f", milliseconds / 1000.0),
                    film.targetDuration()));
    for (FilmTrack rung : film.rungs()) {
      pictures(text, rung);
      segments(text, rung, indexes.of(rung));
    }
    text.append("    </AdaptationSet>\n");
    if (film.sound().isPresent()) {
      FilmTrack sound = film.sound().get();
      text.append("    <AdaptationSet id=\"2\" contentType=\"audio\" mimeType=\"audio/mp4\"");
      text.append(" segmentAlignment=\"true\" startWithSAP=\"1\">\n");
      sound(text, sound);
      segments(text, sound, indexes.of(sound));
      text.append("    </AdaptationSet>\n");
    }
    return text.append("  </Period>\n</MPD>\n").toString();
  }

  private static void pictures(StringBuilder text, FilmTrack rung) {
    CmafTrack details = rung.details();
    text.append(
        """
              <Representation id="%s" codecs="%s" width="%d" height="%d" sar="1:1" \
        frameRate="%d/1000" bandwidth="%d">
        """
            .formatted(
                rung.name(),
                details.codec(),
                details.width(),
                details.height(),
                details.frameRate(),
                details.peakBitrate()));
  }

  private static void sound(StringBuilder text, FilmTrack sound) {
    CmafTrack details = sound.details();
    text.append(
        """
              <Representation id="%s" codecs="%s" audioSamplingRate="%d" bandwidth="%d">
                <AudioChannelConfiguration \
        schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="%d"/>
        """
            .formatted(
                sound.name(),
                details.codec(),
                details.sampleRate(),
                details.peakBitrate(),
                details.channels()));
  }

  private static void segments(StringBuilder text, FilmTrack track, CmafIndex index) {
    text.append(
        """
                <SegmentTemplate timescale="%d" startNumber="1" initialization="%s" media="%s">
                  <SegmentTimeline>
        """
            .formatted(
                index.timescale(),
                track.path(TrackPart.initializationName(track)),
                track.path(TrackPart.segmentName(track, "$Number$"))));
    for (int first = 1; first <= index.segmentCount(); ) {
      long duration = index.segment(first).duration();
      int next = first + 1;
      while (next <= index.segmentCount() && index.segment(next).duration() == duration) {
        next++;
      }
      text.append("            <S");
      if (first == 1) {
        text.append(" t=\"").append(index.firstTime()).append('"');
      }
      text.append(" d=\"").append(duration).append('"');
      if (next - first > 1) {
        text.append(" r=\"").append(next - first - 1).append('"');
      }
      text.append("/>\n");
      first = next;
    }
    text.append("          </SegmentTimeline>\n        </SegmentTemplate>\n");
    text.append("      </Representation>\n");
  }
}
