package io.vitrine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A file descriptor on the wire (contract: types.md, FileDescriptor). Absent fields are null here
 * and left out there.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FileJson(
    String id,
    String displayName,
    String url,
    String parentFolderId,
    String hash,
    String sizeInBytes,
    @JsonProperty("private") boolean isPrivate,
    String mediaType,
    MediaJson media,
    String operationStatus,
    String sourceUrl,
    String thumbnailUrl,
    List<String> labels,
    String createdDate,
    String updatedDate,
    String siteId,
    String state,
    List<String> internalTags,
    String mimeType,
    AdditionalJson additionalProperties) {

  /** What processing found out beyond the contract's types (processing.md section 4). */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AdditionalJson(
      PictureDetails image,
      VideoDetails video,
      AudioDetails audio,
      DocumentDetails document,
      ArchiveDetails archive,
      ModelDetails model3d) {}

  /**
   * Of a picture.
   *
   * @param thumbHash a placeholder to show while the picture loads, Base64
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PictureDetails(int frames, boolean hasProfile, String thumbHash) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VideoDetails(
      String fps,
      boolean hasAudio,
      String videoCodec,
      String audioCodec,
      Long videoBitrate,
      Long audioBitrate,
      int rotation,
      String displayAspectRatio,
      boolean hdr,
      boolean interlaced) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AudioDetails(int sampleRate, int channels, String title, String artist, String album) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DocumentDetails(Integer pages, boolean encrypted) {}

  record ArchiveDetails(int entries, List<EntryJson> listing) {}

  record EntryJson(String name, String sizeInBytes) {}

  record ModelDetails(int meshes, int materials, int animations) {}

  /** Exactly one of its fields is there (contract: types.md, FileMedia). */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MediaJson(
      ImageMediaJson image,
      VideoJson video,
      AudioJson audio,
      DocumentJson document,
      ImageMediaJson vector,
      ArchiveJson archive,
      Model3dJson model3d,
      OtherJson other) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ImageMediaJson(
      ImageJson image,
      ColorsJson colors,
      List<FaceJson> faces,
      ImageJson previewImage,
      Boolean animated) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ImageJson(String id, String url, Integer height, Integer width, String filename) {}

  record ColorsJson(ColorJson prominent, List<ColorJson> palette) {}

  record ColorJson(String hex, RgbJson rgb) {}

  record RgbJson(int r, int g, int b) {}

  record FaceJson(double confidence, int x, int y, int width, int height) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VideoJson(
      String id,
      List<ResolutionJson> resolutions,
      String filename,
      List<ImageJson> posters,
      Long durationInMilliseconds,
      Integer height,
      Integer width) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ResolutionJson(
      String url,
      Integer height,
      Integer width,
      String format,
      String quality,
      Long durationInMilliseconds,
      @JsonProperty("private") Boolean isPrivate,
      String assetKey) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AudioJson(
      String id,
      List<AudioAssetJson> assets,
      Long bitrate,
      String format,
      Double duration,
      String sizeInBytes) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AudioAssetJson(
      String id,
      String url,
      String filename,
      Double duration,
      String sizeInBytes,
      @JsonProperty("private") Boolean isPrivate,
      String assetKey) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DocumentJson(String id, String url, String filename, ImageJson thumbnail) {}

  record ArchiveJson(String id, String url, String sizeInBytes, String filename) {}

  record Model3dJson(
      String id, String url, ImageJson thumbnail, String filename, String sizeInBytes) {}

  record OtherJson(String id, String internalMediaType, String sizeInBytes, String url) {}
}
