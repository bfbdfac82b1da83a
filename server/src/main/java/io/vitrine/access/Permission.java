package io.vitrine.access;

import static io.vitrine.access.Scope.MANAGE;
import static io.vitrine.access.Scope.READ;

/**
 * The right to call a method of the API; several methods may share one (contract: security.md
 * section 2, folders-api.md). A byte route has none, because its URL is the authority.
 */
public enum Permission {
  FILES_READ("MEDIA.SITE_MEDIA_FILES_READ", READ),
  FILES_LIST("MEDIA.SITE_MEDIA_FILES_LIST", READ),
  FILES_QUERY("media:site_media:v1:file_descriptor:query_file_descriptors", READ),
  FILES_LIST_DELETED("MEDIA.SITE_MEDIA_FILES_LIST_DELETED", READ, true),
  FILES_RESTORE_FROM_TRASH("MEDIA.SITE_MEDIA_FILES_RESTORE_FROM_TRASH", MANAGE, true),
  FILES_UPDATE("MEDIA.SITE_MEDIA_FILES_UPDATE", MANAGE),
  FILES_UPLOAD("MEDIA.SITE_MEDIA_FILES_UPLOAD", MANAGE),
  FILES_IMPORT("MEDIA.SITE_MEDIA_FILES_IMPORT", MANAGE),
  FILES_DOWNLOAD_URL("MEDIA.SITE_MEDIA_FILES_DOWNLOAD_URL", MANAGE),
  FILES_DOWNLOAD("MEDIA.SITE_MEDIA_FILES_DOWNLOAD", MANAGE),
  FILES_MOVE_TO_TRASH("MEDIA.SITE_MEDIA_FILES_MOVE_TO_TRASH", MANAGE),
  FOLDERS_CREATE("MEDIA.SITE_MEDIA_FOLDERS_CREATE", MANAGE),
  FOLDERS_READ("MEDIA.SITE_MEDIA_FOLDERS_READ", READ),
  FOLDERS_LIST("MEDIA.SITE_MEDIA_FOLDERS_LIST", READ),
  FOLDERS_LIST_DELETED("MEDIA.SITE_MEDIA_FOLDERS_LIST_DELETED", READ, true),
  FOLDERS_UPDATE("MEDIA.SITE_MEDIA_FOLDERS_UPDATE", MANAGE),
  FOLDERS_DOWNLOAD("MEDIA.SITE_MEDIA_FOLDERS_DOWNLOAD", MANAGE),
  FOLDERS_MOVE_TO_TRASH("MEDIA.SITE_MEDIA_FOLDERS_MOVE_TO_TRASH", MANAGE),
  FOLDERS_RESTORE_FROM_TRASH("MEDIA.SITE_MEDIA_FOLDERS_RESTORE_FROM_TRASH", MANAGE, true),
  /** Our own, as the next. */
  WEBHOOKS_READ("VITRINE.WEBHOOKS_READ", READ),
  WEBHOOKS_MANAGE("VITRINE.WEBHOOKS_MANAGE", MANAGE);

  private final String id;
  private final Scope scope;
  private final boolean elevated;

  Permission(String id, Scope scope) {
    this(id, scope, false);
  }

  Permission(String id, Scope scope, boolean elevated) {
    this.id = id;
    this.scope = scope;
    this.elevated = elevated;
  }

  /** The API's own name for it, told to a caller who lacks it. */
  public String id() {
    return id;
  }

  /** The scope that a key needs for it. */
  public Scope scope() {
    return scope;
  }

  /**
   * Whether site code calls the method only with an app's identity, never with its visitor's or
   * member's: a look into the trash bin, or back out of it. No setting may open these to members.
   */
  public boolean elevated() {
    return elevated;
  }
}
