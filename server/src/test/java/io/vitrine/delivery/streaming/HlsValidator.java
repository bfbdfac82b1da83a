package io.vitrine.delivery.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads playlists of HLS as RFC 8216 wants them written, and refuses all others. Written from the
 * RFC, not from what we send.
 */
public final class HlsValidator {
  private static final Pattern TAG = Pattern.compile("#(EXT[A-Z0-9-]+)(?::(.*))?");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Z0-9-]+)=(\"[^\"\\r\\n]*\"|[^\",\\s]+)(?:,|$)");
  private static final Pattern RESOLUTION = Pattern.compile("[1-9][0-9]*x[1-9][0-9]*");
  private static final Pattern CODECS =
      Pattern.compile("avc1\\.[0-9a-f]{6}(,mp4a\\.40\\.(2|5|29))?");

  private HlsValidator() {}

  /**
   * A variant of the master playlist.
   *
   * @param uri as it stands there
   * @param attributes without quotes
   */
  public record Variant(String uri, Map<String, String> attributes) {
    public long bandwidth() {
      return Long.parseLong(attributes.get("BANDWIDTH"));
    }
  }

  /**
   * A master playlist (section 4.3.4).
   *
   * @param sounds the renditions of sound by their groups
   * @param keyFrames playlists for winding
   */
  public record Master(
      List<Variant> variants, Map<String, Variant> sounds, List<Variant> keyFrames) {}

  /**
   * A segment of a media playlist.
   *
   * @param range {@code length@offset}
   */
  public record Segment(String uri, double seconds, Optional<String> range) {}

  /** A media playlist (sections 4.3.2 and 4.3.3). */
  public record Media(
      String map, long targetDuration, boolean keyFramesOnly, List<Segment> segments) {
    public double seconds() {
      return segments.stream().mapToDouble(Segment::seconds).sum();
    }

    public List<Double> durations() {
      return segments.stream().map(Segment::seconds).toList();
    }
  }

  /** Reads a master playlist. */
  public static Master master(String text) {
    List<Variant> variants = new ArrayList<>();
    Map<String, Variant> sounds = new HashMap<>();
    List<Variant> keyFrames = new ArrayList<>();
    Map<String, String> pending = null;
    for (String line : lines(text)) {
      if (!line.startsWith("#")) {
        assertThat(pending).as("what stands in front of %s", line).isNotNull();
        variants.add(new Variant(line, pending));
        pending = null;
        continue;
      }
      assertThat(pending).as("a URI follows EXT-X-STREAM-INF, not %s", line).isNull();
      Matcher tag = tag(line);
      switch (tag.group(1)) {
        case "EXTM3U", "EXT-X-VERSION", "EXT-X-INDEPENDENT-SEGMENTS" -> {}
        case "EXT-X-STREAM-INF" -> pending = attributes(tag.group(2));
        case "EXT-X-I-FRAME-STREAM-INF" -> {
          Map<String, String> attributes = attributes(tag.group(2));
          keyFrames.add(new Variant(attributes.get("URI"), attributes));
        }
        case "EXT-X-MEDIA" -> {
          Map<String, String> attributes = attributes(tag.group(2));
          assertThat(attributes).containsEntry("TYPE", "AUDIO").containsKeys("NAME", "URI");
          assertThat(sounds).doesNotContainKey(attributes.get("GROUP-ID"));
          sounds.put(attributes.get("GROUP-ID"), new Variant(attributes.get("URI"), attributes));
        }
        default -> throw new AssertionError("not a tag of master playlists: " + line);
      }
    }
    assertThat(pending).isNull();
    assertThat(variants).isNotEmpty();
    variants.forEach(variant -> check(variant, sounds));
    keyFrames.forEach(variant -> check(variant, Map.of()));
    return new Master(variants, sounds, keyFrames);
  }

  private static void check(Variant variant, Map<String, Variant> sounds) {
    Map<String, String> attributes = variant.attributes();
    assertThat(variant.bandwidth()).isPositive();
    assertThat(attributes.get("RESOLUTION")).matches(RESOLUTION);
    assertThat(attributes.get("CODECS")).matches(CODECS);
    String group = attributes.get("AUDIO");
    if (group != null) {
      assertThat(sounds).containsKey(group);
    }
    assertThat(attributes.get("CODECS").contains("mp4a")).isEqualTo(group != null);
    if (attributes.containsKey("AVERAGE-BANDWIDTH")) {
      assertThat(Long.parseLong(attributes.get("AVERAGE-BANDWIDTH")))
          .isPositive()
          .isLessThanOrEqualTo(variant.bandwidth());
    }
  }

  /** Reads the media playlist of a film that has an end. */
  public static Media media(String text) {
    Map<String, String> once = new HashMap<>();
    List<Segment> segments = new ArrayList<>();
    double seconds = -1;
    Optional<String> range = Optional.empty();
    List<String> lines = lines(text);
    assertThat(lines.getLast()).isEqualTo("#EXT-X-ENDLIST");
    for (String line : lines) {
      if (!line.startsWith("#")) {
        assertThat(seconds).as("EXTINF stands in front of %s", line).isPositive();
        segments.add(new Segment(line, seconds, range));
        seconds = -1;
        range = Optional.empty();
        continue;
      }
      Matcher tag = tag(line);
      switch (tag.group(1)) {
        case "EXTINF" -> seconds = Double.parseDouble(tag.group(2).replaceFirst(",.*", ""));
        case "EXT-X-BYTERANGE" -> range = Optional.of(tag.group(2));
        case "EXTM3U",
            "EXT-X-VERSION",
            "EXT-X-INDEPENDENT-SEGMENTS",
            "EXT-X-TARGETDURATION",
            "EXT-X-PLAYLIST-TYPE",
            "EXT-X-MEDIA-SEQUENCE",
            "EXT-X-MAP",
            "EXT-X-I-FRAMES-ONLY",
            "EXT-X-ENDLIST" -> {
          String value = tag.group(2) == null ? "" : tag.group(2);
          assertThat(once.put(tag.group(1), value)).as(line).isNull();
          assertThat(segments.isEmpty() || line.equals("#EXT-X-ENDLIST")).as(line).isTrue();
        }
        default -> throw new AssertionError("not a tag of media playlists: " + line);
      }
    }
    assertThat(once).containsEntry("EXT-X-PLAYLIST-TYPE", "VOD").containsKey("EXT-X-MAP");
    // Section 7: EXT-X-MAP without EXT-X-I-FRAMES-ONLY needs version 6.
    assertThat(Integer.parseInt(once.get("EXT-X-VERSION"))).isGreaterThanOrEqualTo(6);
    long target = Long.parseLong(once.get("EXT-X-TARGETDURATION"));
    assertThat(segments)
        .isNotEmpty()
        .allSatisfy(
            segment -> assertThat(Math.round(segment.seconds())).isLessThanOrEqualTo(target));
    return new Media(
        attributes(once.get("EXT-X-MAP")).get("URI"),
        target,
        once.containsKey("EXT-X-I-FRAMES-ONLY"),
        segments);
  }

  private static List<String> lines(String text) {
    assertThat(text).startsWith("#EXTM3U\n").endsWith("\n").doesNotContain("\r", "\n\n", "\uFEFF");
    return text.lines().toList();
  }

  private static Matcher tag(String line) {
    Matcher tag = TAG.matcher(line);
    assertThat(tag.matches()).as(line).isTrue();
    return tag;
  }

  private static Map<String, String> attributes(String list) {
    Map<String, String> attributes = new HashMap<>();
    Matcher attribute = ATTRIBUTE.matcher(list);
    int at = 0;
    while (attribute.find()) {
      assertThat(attribute.start()).as(list).isEqualTo(at);
      String value = attribute.group(2).replaceAll("^\"|\"$", "");
      assertThat(attributes.put(attribute.group(1), value)).as("twice in %s", list).isNull();
      at = attribute.end();
    }
    assertThat(at).as(list).isEqualTo(list.length());
    return attributes;
  }
}
