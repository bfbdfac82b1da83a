package io.vitrine.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.Event;
import io.vitrine.catalog.ExternalInfo;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.Folder;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Writes what each type of event tells, as JSON (contract: events.md section 1). */
public final class EventBodies {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final WireForm wire;

  public EventBodies(WireForm wire) {
    this.wire = wire;
  }

  /** The members of {@code file_ready}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Ready(
      Object file, Map<String, Object> externalInfo, boolean triggeredByUndelete) {}

  /** The members of {@code file_failed}. */
  private record Failed(Map<String, Object> externalInfo, FileFailure error) {}

  /** The members of {@code updated}; the fields are those that changed, with what they were. */
  private record Updated(Object currentEntity, Map<String, Object> modifiedFields) {}

  private record Deleted(boolean movedToTrash) {}

  /** The members of {@code created}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Created(Object entity, RestoreInfo restoreInfo) {}

  private record RestoreInfo(String deletedDate) {}

  String ready(FileDescriptor file, boolean triggeredByUndelete) {
    return JSON.writeValueAsString(
        new Ready(wire.file(file), externalInfo(file.externalInfo()), triggeredByUndelete));
  }

  String failed(FileDescriptor file, FileFailure failure) {
    return JSON.writeValueAsString(new Failed(externalInfo(file.externalInfo()), failure));
  }

  String updated(FileDescriptor before, FileDescriptor after) {
    Map<String, Object> modified = new LinkedHashMap<>();
    note(modified, "displayName", before.displayName(), after.displayName());
    note(modified, "parentFolderId", before.parentFolderId(), after.parentFolderId());
    note(modified, "labels", before.labels(), after.labels());
    note(modified, "internalTags", before.internalTags(), after.internalTags());
    return JSON.writeValueAsString(new Updated(wire.file(after), modified));
  }

  String created(Folder folder) {
    return JSON.writeValueAsString(new Created(wire.folder(folder), null));
  }

  String updated(Folder before, Folder after) {
    Map<String, Object> modified = new LinkedHashMap<>();
    note(modified, "displayName", before.displayName(), after.displayName());
    note(modified, "parentFolderId", before.parentFolderId(), after.parentFolderId());
    return JSON.writeValueAsString(new Updated(wire.folder(after), modified));
  }

  String deleted(boolean movedToTrash) {
    return JSON.writeValueAsString(new Deleted(movedToTrash));
  }

  /**
   * The body of an event that was kept without one, from the file or folder as it is now. It lacks
   * the thing when that is gone for good already.
   */
  public String late(Catalog catalog, Event event) {
    return switch (event.type()) {
      case FILE_READY ->
          catalog
              .files()
              .find(event.siteId(), event.entityId())
              .map(file -> ready(file, true))
              .orElseGet(() -> JSON.writeValueAsString(new Ready(null, Map.of(), true)));
      case FOLDER_CREATED ->
          JSON.writeValueAsString(
              new Created(
                  catalog
                      .folders()
                      .find(event.siteId(), event.entityId())
                      .map(wire::folder)
                      .orElse(null),
                  event.deleted().map(EventBodies::restoreInfo).orElse(null)));
      case FILE_FAILED, FILE_UPDATED, FILE_DELETED, FOLDER_UPDATED, FOLDER_DELETED ->
          throw new IllegalArgumentException("an event without a body: " + event.type());
    };
  }

  private static RestoreInfo restoreInfo(Instant deleted) {
    return new RestoreInfo(TIME.format(deleted));
  }

  private static void note(
      Map<String, Object> modified, String field, Object before, Object after) {
    if (!before.equals(after)) {
      modified.put(field, before);
    }
  }

  private static Map<String, Object> externalInfo(Optional<ExternalInfo> info) {
    Map<String, Object> told = new LinkedHashMap<>();
    info.flatMap(ExternalInfo::origin).ifPresent(origin -> told.put("origin", origin));
    info.map(ExternalInfo::externalIds)
        .filter(ids -> !ids.isEmpty())
        .ifPresent(ids -> told.put("externalIds", List.copyOf(ids)));
    return told;
  }
}
