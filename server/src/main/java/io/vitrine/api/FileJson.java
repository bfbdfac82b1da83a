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
    String mimeType) {

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

  record ImageMediaJson(ImageJson image, List<Object> faces) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ImageJson(String id, String url, Integer height, Integer width, String filename) {}

  record VideoJson(String id, List<Object> resolutions, String filename, List<Object> posters) {}

  record AudioJson(String id, List<Object> assets, String sizeInBytes) {}

  record DocumentJson(String id, String url, String filename) {}

  record ArchiveJson(String id, String url, String sizeInBytes, String filename) {}

  record Model3dJson(
      String id, String url, ImageJson thumbnail, String filename, String sizeInBytes) {}

  record OtherJson(String id, String internalMediaType, String sizeInBytes, String url) {}
}
