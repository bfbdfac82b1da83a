package io.vitrine.api;

import io.vitrine.catalog.RootFolder;
import io.vitrine.http.HttpProblem;
import io.vitrine.library.FileImporter;
import io.vitrine.library.ImportRequest;
import io.vitrine.media.MediaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads one request to import a file (contract: files-api.md section 9.1). */
final class ImportFields {
  private static final int MIN_URL = 2;
  private static final int MAX_URL = 8_000;
  private static final int MAX_MIME_TYPE = 100;
  private static final int MAX_DISPLAY_NAME = 1_000;
  private static final int MAX_FOLDER_ID = 100;
  private static final int MAX_LABELS = 500;
  private static final int MAX_LABEL = 200;
  private static final int MAX_PARAMS = 100;
  private static final int MAX_NAME = 200;
  private static final int MAX_PARAM = 4_000;
  private static final int MAX_HEADER = 8_000;

  private final FileImporter importer;

  ImportFields(FileImporter importer) {
    this.importer = importer;
  }

  /** The request; what is wrong with it is told by the check of the fields. */
  ImportRequest read(Fields fields) {
    return new ImportRequest(
        url(fields),
        fields.text("mimeType", MAX_MIME_TYPE).filter(type -> !type.isBlank()),
        fields.text("displayName", MAX_DISPLAY_NAME),
        mediaType(fields),
        fields
            .text("parentFolderId", MAX_FOLDER_ID)
            .filter(id -> !id.isEmpty())
            .orElse(RootFolder.MEDIA_ROOT.folderId()),
        UploadUrlsResource.filePath(fields),
        fields.flag("private").orElse(false),
        fields.texts("labels", MAX_LABELS, MAX_LABEL).orElse(List.of()),
        UploadUrlsResource.externalInfo(fields),
        pairs(fields, "urlParams", MAX_PARAM),
        pairs(fields, "urlHeaders", MAX_HEADER));
  }

  private String url(Fields fields) {
    String url = fields.requiredText("url", MAX_URL);
    if (url.isEmpty()) {
      return url;
    }
    if (url.length() < MIN_URL) {
      fields.violate(
          "url",
          "must have at least " + MIN_URL + " characters",
          "MIN_LENGTH",
          Map.of("threshold", MIN_URL));
      return "";
    }
    importer
        .problem(url)
        .ifPresent(problem -> fields.violate("url", problem, "FORMAT", Map.of("type", "url")));
    return url;
  }

  private static Optional<MediaType> mediaType(Fields fields) {
    Optional<MediaType> mediaType = fields.choice("mediaType", MediaType.class);
    if (mediaType.filter(MediaType.OTHER::equals).isPresent()) {
      List<String> allowed =
          Arrays.stream(MediaType.values())
              .filter(type -> type != MediaType.OTHER)
              .map(Enum::name)
              .toList();
      fields.violateChoice("mediaType", allowed);
    }
    return mediaType;
  }

  /** An object of texts; numbers and booleans become texts, null counts as absent. */
  private static List<Map.Entry<String, String>> pairs(Fields fields, String field, int maxLength) {
    Optional<JsonNode> node = fields.node(field);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!node.get().isObject()) {
      fields.violate(field, "must be an object", "FORMAT", Map.of("type", "object"));
      return List.of();
    }
    if (node.get().size() > MAX_PARAMS) {
      fields.violate(
          field,
          "must have at most " + MAX_PARAMS + " entries",
          "MAX_SIZE",
          Map.of("threshold", MAX_PARAMS));
      return List.of();
    }
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.get().properties()) {
      JsonNode value = entry.getValue();
      boolean tooLong =
          entry.getKey().length() > MAX_NAME || value.asString("").length() > maxLength;
      if (value.isContainer() || tooLong) {
        refuse(fields, field, tooLong, maxLength);
      } else if (!value.isNull()) {
        pairs.add(Map.entry(entry.getKey(), value.asString()));
      }
    }
    return pairs;
  }

  private static void refuse(Fields fields, String field, boolean tooLong, int maxLength) {
    String problem =
        tooLong
            ? "must have names of at most "
                + MAX_NAME
                + " and values of at most "
                + maxLength
                + " characters"
            : "must have texts as values";
    if (field.equals("urlHeaders")) {
      fields.refuse(new HttpProblem(400, "INVALID_URL_HEADERS", field + " " + problem));
    } else if (tooLong) {
      fields.violate(field, problem, "MAX_LENGTH", Map.of("threshold", maxLength));
    } else {
      fields.violate(field, problem, "FORMAT", Map.of("type", "string"));
    }
  }
}
