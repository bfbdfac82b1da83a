package io.vitrine.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;

/**
 * What processing found out about a file (contract: processing.md section 4). Each part is there
 * for the media types that have it, and once its step is done.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MediaFacts(
    Optional<Picture> picture,
    Optional<Video> video,
    Optional<Audio> audio,
    Optional<Document> document,
    Optional<Archive> archive,
    Optional<Model> model) {
  /** Nothing is known yet. */
  public static final MediaFacts NONE =
      new MediaFacts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * Of images and vectors.
   *
   * @param size upright pixels
   * @param frames more than one when it is animated
   * @param profile whether it has a colour profile of its own
   * @param prominent the colour that stands for it
   * @param palette ten colours at most, the most frequent first
   * @param faces empty when none were found or nobody looked
   * @param thumbHash placeholder to show while the picture loads, Base64 (evanw/thumbhash)
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Picture(
      PixelSize size,
      int frames,
      boolean profile,
      Optional<Rgb> prominent,
      List<Rgb> palette,
      List<Face> faces,
      Optional<String> thumbHash) {
    public Picture {
      palette = palette == null ? List.of() : List.copyOf(palette);
      faces = faces == null ? List.of() : List.copyOf(faces);
    }
  }

  /**
   * Of films.
   *
   * @param size as shown: turned upright, with square pixels
   * @param frameRate as a fraction, such as {@code 30000/1001}
   * @param rotation clockwise degrees that were applied: 0, 90, 180, 270
   * @param displayAspectRatio such as {@code 16:9}
   * @param videoBitrate bits a second of the original; absent when not known
   * @param audioCodec absent without sound
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Video(
      PixelSize size,
      long durationInMilliseconds,
      String frameRate,
      int rotation,
      String displayAspectRatio,
      String videoCodec,
      Optional<Long> videoBitrate,
      Optional<String> audioCodec,
      Optional<Long> audioBitrate,
      boolean hdr,
      boolean interlaced) {}

  /**
   * Of sounds.
   *
   * @param bitrate bits a second of the original
   * @param format the codec, such as {@code mp3}
   * @param sampleRate a second
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Audio(
      long durationInMilliseconds,
      Optional<Long> bitrate,
      String format,
      int sampleRate,
      int channels,
      Optional<String> title,
      Optional<String> artist,
      Optional<String> album) {}

  /** Of documents. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Document(OptionalInt pages, boolean encrypted) {}

  /**
   * Of archives.
   *
   * @param entries how many were found
   * @param complete whether these are all; large archives are not read to their end
   * @param listing the first of them
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Archive(int entries, boolean complete, List<Entry> listing) {
    public Archive {
      listing = listing == null ? List.of() : List.copyOf(listing);
    }

    /**
     * One entry.
     *
     * @param name as it stands there: hostile
     * @param size bytes when unpacked, as the archive says
     */
    public record Entry(String name, long size) {}
  }

  /**
   * Of 3D models.
   *
   * @param complete whether it holds all that it shows; what it names elsewhere is never fetched
   */
  public record Model(int meshes, int materials, int animations, boolean complete) {}

  public MediaFacts with(Picture known) {
    return new MediaFacts(Optional.of(known), video, audio, document, archive, model);
  }

  public MediaFacts with(Video known) {
    return new MediaFacts(picture, Optional.of(known), audio, document, archive, model);
  }

  public MediaFacts with(Audio known) {
    return new MediaFacts(picture, video, Optional.of(known), document, archive, model);
  }

  public MediaFacts with(Document known) {
    return new MediaFacts(picture, video, audio, Optional.of(known), archive, model);
  }

  public MediaFacts with(Archive known) {
    return new MediaFacts(picture, video, audio, document, Optional.of(known), model);
  }

  public MediaFacts with(Model known) {
    return new MediaFacts(picture, video, audio, document, archive, Optional.of(known));
  }

  /** What {@link #json} wrote. */
  public static MediaFacts parse(String json) {
    return json.isEmpty() ? NONE : JSON.readValue(json, MediaFacts.class);
  }

  /** As the catalog keeps it; "" when nothing is known. */
  public String json() {
    return equals(NONE) ? "" : JSON.writeValueAsString(this);
  }
}
