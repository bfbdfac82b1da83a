package io.vitrine.media.video;

import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what ffprobe prints as JSON; its numbers come from a stranger's file. */
final class ProbeAnswer {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> TAGS = Set.of("title", "artist", "album");
  private static final Set<String> INTERLACED = Set.of("tt", "bb", "tb", "bt");
  private static final int LONGEST_TAG = 1_000;
  private static final double MOST_SECONDS = 1e9;
  private static final Fraction SQUARE = new Fraction(1, 1);

  private ProbeAnswer() {}

  static Probe read(String text) throws ProcessingException {
    JsonNode answer;
    try {
      answer = JSON.readTree(text);
    } catch (JacksonException failure) {
      throw new ProcessingException(
          Code.FILE_CORRUPT, "nothing can be told of the film or sound", failure);
    }
    List<MediaStream> streams = new ArrayList<>();
    Map<String, String> tags = new TreeMap<>();
    addTags(answer.path("format").path("tags"), tags);
    for (JsonNode stream : answer.path("streams")) {
      streams.add(stream(stream));
      // Ogg has them on its streams.
      addTags(stream.path("tags"), tags);
    }
    JsonNode format = answer.path("format");
    return new Probe(duration(format), bitrate(format), streams, tags);
  }

  private static MediaStream stream(JsonNode stream) {
    int index = stream.path("index").asInt(0);
    String codec = text(stream, "codec_name").orElse("unknown");
    Optional<PixelSize> size = size(stream);
    boolean cover = stream.path("disposition").path("attached_pic").asInt(0) == 1;
    String kind = text(stream, "codec_type").orElse("");
    if (kind.equals("video") && cover) {
      return new MediaStream.Cover(index, codec, size);
    }
    if (kind.equals("video") && size.isPresent()) {
      return video(stream, index, codec, size.get());
    }
    int sampleRate = integer(stream, "sample_rate");
    int channels = integer(stream, "channels");
    if (kind.equals("audio") && sampleRate > 0 && channels > 0) {
      return new MediaStream.Audio(
          index,
          codec,
          text(stream, "profile").orElse(""),
          sampleRate,
          channels,
          text(stream, "channel_layout").orElse(""),
          duration(stream),
          bitrate(stream));
    }
    return new MediaStream.Other(index, codec);
  }

  private static MediaStream.Video video(JsonNode stream, int index, String codec, PixelSize size) {
    return new MediaStream.Video(
        index,
        codec,
        text(stream, "profile").orElse(""),
        text(stream, "pix_fmt").orElse(""),
        size,
        text(stream, "sample_aspect_ratio").flatMap(Fraction::parse).orElse(SQUARE),
        rotation(stream),
        text(stream, "avg_frame_rate").flatMap(Fraction::parse),
        text(stream, "r_frame_rate").flatMap(Fraction::parse),
        duration(stream),
        bitrate(stream),
        text(stream, "color_transfer").orElse(""),
        INTERLACED.contains(text(stream, "field_order").orElse("")));
  }

  private static Optional<PixelSize> size(JsonNode stream) {
    int width = integer(stream, "width");
    int height = integer(stream, "height");
    return width < 1 || height < 1 ? Optional.empty() : Optional.of(new PixelSize(width, height));
  }

  /** ffprobe tells how the matrix turns against the clock, to any degree. */
  private static int rotation(JsonNode stream) {
    for (JsonNode data : stream.path("side_data_list")) {
      if (data.path("rotation").isNumber()) {
        return Math.floorMod(-90L * Math.round(data.path("rotation").asDouble() / 90), 360);
      }
    }
    return 0;
  }

  private static Optional<Duration> duration(JsonNode node) {
    return number(node, "duration")
        .filter(seconds -> seconds > 0 && seconds < MOST_SECONDS)
        .map(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  private static Optional<Long> bitrate(JsonNode node) {
    return number(node, "bit_rate").map(Double::longValue).filter(bits -> bits > 0);
  }

  private static int integer(JsonNode node, String field) {
    return number(node, field).map(Double::intValue).orElse(0);
  }

  /** ffprobe writes some numbers as numbers and others as text. */
  private static Optional<Double> number(JsonNode node, String field) {
    try {
      return text(node, field).map(Double::valueOf).filter(Double::isFinite);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static void addTags(JsonNode from, Map<String, String> tags) {
    for (String name : TAGS) {
      Optional<String> value = text(from, name).or(() -> text(from, name.toUpperCase(Locale.ROOT)));
      value.ifPresent(
          text -> tags.putIfAbsent(name, text.substring(0, Math.min(LONGEST_TAG, text.length()))));
    }
  }

  private static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isValueNode() && !value.isNull()
        ? Optional.of(value.asString()).filter(text -> !text.isBlank())
        : Optional.empty();
  }
}
