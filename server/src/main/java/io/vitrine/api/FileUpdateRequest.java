package io.vitrine.api;

import java.util.List;
import java.util.Optional;

/** What an update of a file sets; empty fields stay as they are (files-api.md section 7). */
record FileUpdateRequest(
    String fileId,
    Optional<String> displayName,
    Optional<String> parentFolderId,
    Optional<List<String>> labels,
    Optional<List<String>> internalTags) {
  private static final int MAX_NAME = 255;
  private static final int MAX_FOLDER_ID = 100;
  private static final int MAX_LABELS = 100;
  private static final int MAX_LABEL = 200;

  static FileUpdateRequest read(Fields fields) {
    FieldMask mask =
        FieldMask.read(
            fields, "file", List.of("displayName", "parentFolderId", "labels", "internalTags"));
    FileUpdateRequest update =
        new FileUpdateRequest(
            fields.requiredText("file.id", FilesResource.MAX_FILE_ID),
            text(fields, mask, "displayName", MAX_NAME),
            text(fields, mask, "parentFolderId", MAX_FOLDER_ID),
            list(fields, mask, "labels"),
            list(fields, mask, "internalTags"));
    fields.check();
    return update;
  }

  private static Optional<String> text(Fields fields, FieldMask mask, String name, int maxLength) {
    return mask.has(name)
        ? Optional.of(fields.requiredText("file." + name, maxLength))
        : Optional.empty();
  }

  /** A list that the mask names and the file lacks is to be cleared. */
  private static Optional<List<String>> list(Fields fields, FieldMask mask, String name) {
    return mask.has(name)
        ? Optional.of(fields.texts("file." + name, MAX_LABELS, MAX_LABEL).orElse(List.of()))
        : Optional.empty();
  }
}
