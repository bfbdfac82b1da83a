package io.vitrine.media.video;

import io.vitrine.media.PixelSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The filters between a film and what is made of it, in the words of ffmpeg-filters(1). ffmpeg
 * itself turns the pictures upright in front of them.
 *
 * @param mapsTones whether this ffmpeg can bring high dynamic range into the usual one
 */
record FilmGraph(Film film, boolean mapsTones) {
  private static final String DEINTERLACED = "bwdif=mode=send_frame";

  /** Half the rows, but no combs: for single pictures whose neighbours are far away in time. */
  private static final String ONE_FIELD = "field=type=top";

  /** Nearly all pixels are darker than black with some noise. */
  private static final String SELECT_BRIGHT =
      "blackframe=amount=0:threshold=32"
          + ",metadata=mode=select:key=lavfi.blackframe.pblack:value=97:function=less";

  private static final int LOOKS = 6;

  /** The encoder repeats the last so many samples at the beginning, and a player plays them. */
  private static final int AAC_PRIMING = 1_024;

  /** The label under which a rung's pictures come out. */
  static String label(Rung rung) {
    return "[" + rung.name() + "]";
  }

  /** The label under which a poster comes out. */
  static String label(PosterMoment poster) {
    return "[poster" + poster.number() + "]";
  }

  /**
   * Rungs, and posters taken on the way. Each rung is made smaller out of the one above it: out of
   * the film itself it would cost an eighth more of all computing.
   *
   * @param rungs the largest first
   */
  String pictures(List<Rung> rungs, List<PosterMoment> posters) {
    List<String> chains = new ArrayList<>();
    chains.add(source() + split(posters));
    String from =
        "[film]fps=%s:start_time=0%s,".formatted(film.rate(), evenTones(rungs.getFirst().size()));
    for (Rung rung : rungs) {
      boolean lowest = rung.equals(rungs.getLast());
      String below = "[below" + rung.name() + "]";
      chains.add(
          from
              + scale(rung.size(), "tv")
              + ",setsar=1,format=yuv420p"
              + (lowest ? label(rung) : ",split=2" + label(rung) + below));
      from = below;
    }
    posters.forEach(poster -> chains.add(poster(poster)));
    return String.join(";", chains);
  }

  private static String split(List<PosterMoment> posters) {
    String others =
        posters.stream().map(poster -> "[at" + poster.number() + "]").collect(Collectors.joining());
    return ",split=%d[film]%s".formatted(1 + posters.size(), others);
  }

  /** One picture that stands for what is around its moment: not a black one, if it can be. */
  private String poster(PosterMoment poster) {
    double from = poster.seconds();
    String frames =
        "select='between(t,%1$s,%2$s)*(isnan(prev_selected_t)+gte(t-prev_selected_t,%3$s))'"
            .formatted(
                seconds(from), seconds(from + poster.window()), seconds(poster.window() / LOOKS));
    return "[at%d]%s%s,%s,select='eq(n,0)',%s%s"
        .formatted(
            poster.number(), frames, evenTones(film.size()), SELECT_BRIGHT, jpeg(), label(poster));
  }

  /** From pictures to what a JPEG file at display size takes. */
  String jpeg() {
    return scale(film.size(), "full") + ":out_color_matrix=bt601,setsar=1,format=yuvj420p";
  }

  /** Stereo on the timeline of the pictures, also when the sound begins later or has gaps. */
  String sound() {
    int index = film.sound().orElseThrow().index();
    // What a player hears first of an AAC file without an edit list is the encoder's run-up, as
    // long as what is cut here: so sound and pictures stay together.
    return "[0:%d]aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo"
            .formatted(index)
        + ",atrim=start_sample=%d,asetpts=PTS-STARTPTS[sound]".formatted(AAC_PRIMING);
  }

  /** Sheets of tiles, one tile each so many seconds, out of a film of which only some are read. */
  String storyboard(StoryboardPlan plan) {
    // The last picture stays until the last tile: a film may end long after its last key frame.
    return "[0:%d]%stpad=stop=-1:stop_mode=clone,fps=1/%d:start_time=0%s,%s:out_color_matrix=bt601"
            .formatted(
                film.picture().orElseThrow().index(),
                interlaced() ? ONE_FIELD + "," : "",
                plan.interval(),
                evenTones(plan.tile()),
                scale(plan.tile(), "full"))
        + ",setsar=1,format=yuvj420p,trim=end_frame=%d,tile=%dx%d[sheets]"
            .formatted(plan.tiles(), plan.columns(), plan.rows());
  }

  private String source() {
    if (film.picture().isEmpty()) {
      return "[0:%d]showwaves=size=%dx%d:rate=%s:mode=cline:colors=0x8fb4ff,format=yuv420p"
          .formatted(
              film.sound().orElseThrow().index(),
              film.size().width(),
              film.size().height(),
              film.rate());
    }
    return "[0:%d]%s".formatted(film.picture().get().index(), interlaced() ? DEINTERLACED : "null");
  }

  private boolean interlaced() {
    return film.picture().filter(MediaStream.Video::interlaced).isPresent();
  }

  /**
   * High dynamic range is brought to what screens show everywhere. Made smaller before, because
   * each pixel is dear.
   */
  private String evenTones(PixelSize size) {
    if (!mapsTones || film.picture().filter(MediaStream.Video::hdr).isEmpty()) {
      return "";
    }
    String from =
        "zscale=tin=%s:min=bt2020nc:pin=bt2020:t=linear:npl=100"
            .formatted(film.picture().get().transfer());
    return ","
        + scale(size)
        + ",setsar=1,format=yuv420p10le,"
        + from
        + ",format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0"
        + ",zscale=t=bt709:m=bt709:r=tv,format=yuv420p";
  }

  private static String scale(PixelSize size) {
    return "scale=%d:%d".formatted(size.width(), size.height());
  }

  private static String scale(PixelSize size, String range) {
    return scale(size) + ":out_range=" + range;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
