package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.Permission;
import io.vitrine.access.UploadTokens;
import io.vitrine.catalog.ExternalInfo;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.Upload;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.FileIntake;
import io.vitrine.library.UploadRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods that hand out upload URLs (contract: files-api.md sections 8.1 and 8.3). */
public final class UploadUrlsResource {
  private static final int MAX_MIME_TYPE = 100;
  private static final int MAX_FILE_NAME = 1_000;
  private static final int MAX_FOLDER_ID = 100;
  private static final int MAX_FILE_PATH = 100;
  private static final int MAX_LABELS = 50;
  private static final int MAX_LABELS_OF_RESUMABLE = 500;
  private static final String PROTOCOL = "TUS";
  private static final int MAX_TAGS = 100;
  private static final int MAX_LABEL = 200;
  private static final int MAX_ORIGIN = 1_000;
  private static final int MAX_EXTERNAL_IDS = 30;
  private static final int MAX_EXTERNAL_ID = 4_000;

  private final FileIntake intake;
  private final UploadTokens tokens;
  private final UploadTokens resumableTokens;

  /**
   * @param tokens of upload URLs
   * @param resumableTokens of resumable uploads
   */
  public UploadUrlsResource(FileIntake intake, UploadTokens tokens, UploadTokens resumableTokens) {
    this.intake = intake;
    this.tokens = tokens;
    this.resumableTokens = resumableTokens;
  }

  /** Adds the methods. */
  public void declare(ApiRoutes api) {
    api.addCreating("POST", "/files/generate-upload-url", Permission.FILES_UPLOAD, this::generate);
    api.addCreating(
        "POST",
        "/files/generate-resumable-upload-url",
        Permission.FILES_UPLOAD,
        this::generateResumable);
  }

  private Response generate(Request request) throws IOException {
    UploadRequest wanted = read(Fields.ofBody(request), MAX_LABELS);
    Upload upload = intake.reserve(request.get(Caller.class).siteId(), wanted);
    String token = tokens.issue(upload.id(), upload.expires());
    return Response.json(Map.of("uploadUrl", request.origin() + "/upload/" + token));
  }

  private Response generateResumable(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    fields
        .text("uploadProtocol", MAX_LABEL)
        .filter(protocol -> !protocol.equals(PROTOCOL))
        .ifPresent(
            unknown ->
                fields.violate(
                    "uploadProtocol",
                    "must be " + PROTOCOL,
                    "INVALID_ENUM_VALUE",
                    Map.of("enumValues", List.of(PROTOCOL))));
    UploadRequest wanted = read(fields, MAX_LABELS_OF_RESUMABLE);
    Upload upload = intake.reserveResumable(request.get(Caller.class).siteId(), wanted);
    return Response.json(
        Map.of(
            "uploadProtocol",
            PROTOCOL,
            "uploadUrl",
            request.origin() + "/upload/tus",
            "uploadToken",
            resumableTokens.issue(upload.id(), upload.expires())));
  }

  private static UploadRequest read(Fields fields, int maxLabels) {
    UploadRequest wanted =
        new UploadRequest(
            fields.requiredText("mimeType", MAX_MIME_TYPE),
            fields.text("fileName", MAX_FILE_NAME),
            fields.bytes("sizeInBytes"),
            fields
                .text("parentFolderId", MAX_FOLDER_ID)
                .filter(id -> !id.isEmpty())
                .orElse(RootFolder.MEDIA_ROOT.folderId()),
            filePath(fields),
            fields.flag("private").orElse(false),
            fields.texts("labels", maxLabels, MAX_LABEL).orElse(List.of()),
            fields.texts("internalTags", MAX_TAGS, MAX_LABEL).orElse(List.of()),
            externalInfo(fields));
    fields.check();
    return wanted;
  }

  /** The folders in a path such as {@code /videos/2024}; dots are no way out of it. */
  static List<String> filePath(Fields fields) {
    String path = fields.text("filePath", MAX_FILE_PATH).orElse("");
    String inner = path.startsWith("/") ? path.substring(1) : path;
    String trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
    if (trimmed.isEmpty()) {
      return List.of();
    }
    List<String> names = Arrays.asList(trimmed.split("/", -1));
    if (names.stream().anyMatch(name -> name.isBlank() || name.equals(".") || name.equals(".."))) {
      fields.violate(
          "filePath",
          "must be names of folders with / between them, none of them empty, . or ..",
          "FORMAT",
          Map.of("type", "path"));
      return List.of();
    }
    return names;
  }

  /** What the application wants to hear back. */
  static Optional<ExternalInfo> externalInfo(Fields fields) {
    if (fields.node("externalInfo").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ExternalInfo(
            fields.text("externalInfo.origin", MAX_ORIGIN),
            fields
                .texts("externalInfo.externalIds", MAX_EXTERNAL_IDS, MAX_EXTERNAL_ID)
                .orElse(List.of())));
  }
}
