package io.vitrine.catalog;

import java.util.Arrays;
import java.util.Optional;

/** What an event tells of (contract: events.md section 1). */
public enum EventType {
  /** A file can be used: its processing is done, or it came back from the trash bin. */
  FILE_READY(EventType.FILE, "file_ready"),
  /** An import or the processing of a file failed for good. */
  FILE_FAILED(EventType.FILE, "file_failed"),
  FILE_UPDATED(EventType.FILE, "updated"),
  /** A file went to the trash bin or is gone for good. */
  FILE_DELETED(EventType.FILE, "deleted"),
  /** A folder is new, or it came back from the trash bin. */
  FOLDER_CREATED(EventType.FOLDER, "created"),
  FOLDER_UPDATED(EventType.FOLDER, "updated"),
  /** A folder went to the trash bin or is gone for good. */
  FOLDER_DELETED(EventType.FOLDER, "deleted");

  private static final String FILE = "wix.media.site_media.v1.file_descriptor";
  private static final String FOLDER = "wix.media.site_media.v1.folder";

  private final String entityFqdn;
  private final String slug;

  EventType(String entityFqdn, String slug) {
    this.entityFqdn = entityFqdn;
    this.slug = slug;
  }

  /** The type with this {@link #eventType}. */
  public static Optional<EventType> of(String eventType) {
    return Arrays.stream(values()).filter(type -> type.eventType().equals(eventType)).findFirst();
  }

  /** The full name of the kind of thing that it is about. */
  public String entityFqdn() {
    return entityFqdn;
  }

  /** What happened to the thing. */
  public String slug() {
    return slug;
  }

  /** The name by which subscribers ask for it. */
  public String eventType() {
    return entityFqdn + "_" + slug;
  }
}
