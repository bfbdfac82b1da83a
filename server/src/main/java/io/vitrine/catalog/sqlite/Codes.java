package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.EventType;
import io.vitrine.catalog.RootFolder;
import io.vitrine.media.MediaType;
import java.util.Collection;

/** The numbers by which enums are stored; never change one. */
final class Codes {
  static final int SEQ_BITS = 40;

  private Codes() {}

  static int kind(MediaType mediaType, boolean isPrivate) {
    int code =
        switch (mediaType) {
          case IMAGE -> 0;
          case VECTOR -> 1;
          case VIDEO -> 2;
          case AUDIO -> 3;
          case DOCUMENT -> 4;
          case ARCHIVE -> 5;
          case MODEL3D -> 6;
          case OTHER -> 7;
        };
    return code * 2 + (isPrivate ? 1 : 0);
  }

  static MediaType mediaType(int kind) {
    return switch (kind >> 1) {
      case 0 -> MediaType.IMAGE;
      case 1 -> MediaType.VECTOR;
      case 2 -> MediaType.VIDEO;
      case 3 -> MediaType.AUDIO;
      case 4 -> MediaType.DOCUMENT;
      case 5 -> MediaType.ARCHIVE;
      case 6 -> MediaType.MODEL3D;
      case 7 -> MediaType.OTHER;
      default -> throw new IllegalStateException("there is no kind " + kind);
    };
  }

  static boolean isPrivate(int kind) {
    return (kind & 1) == 1;
  }

  static long tree(long site, RootFolder root) {
    return site * 4 + code(root);
  }

  static RootFolder root(long tree) {
    return switch ((int) (tree & 3)) {
      case 0 -> RootFolder.MEDIA_ROOT;
      case 1 -> RootFolder.VISITOR_UPLOADS_ROOT;
      case 2 -> RootFolder.TRASH_ROOT;
      default -> throw new IllegalStateException("there is no tree " + tree);
    };
  }

  static boolean isTrash(long tree) {
    return root(tree) == RootFolder.TRASH_ROOT;
  }

  static long siteOf(long tree) {
    return tree >> 2;
  }

  /** The seq before the first of a site. */
  static long seqsBefore(long site) {
    return site << SEQ_BITS;
  }

  static long lastSeq(long site) {
    return seqsBefore(site + 1) - 1;
  }

  /** The seq of a system folder. */
  static long folder(long site, RootFolder root) {
    return seqsBefore(site) + 1 + code(root);
  }

  static int eventType(EventType type) {
    return switch (type) {
      case FILE_READY -> 0;
      case FILE_FAILED -> 1;
      case FILE_UPDATED -> 2;
      case FILE_DELETED -> 3;
      case FOLDER_CREATED -> 4;
      case FOLDER_UPDATED -> 5;
      case FOLDER_DELETED -> 6;
    };
  }

  static EventType eventType(int code) {
    return switch (code) {
      case 0 -> EventType.FILE_READY;
      case 1 -> EventType.FILE_FAILED;
      case 2 -> EventType.FILE_UPDATED;
      case 3 -> EventType.FILE_DELETED;
      case 4 -> EventType.FOLDER_CREATED;
      case 5 -> EventType.FOLDER_UPDATED;
      case 6 -> EventType.FOLDER_DELETED;
      default -> throw new IllegalStateException("there is no type of event " + code);
    };
  }

  /** As JSON. */
  static String eventTypes(Collection<EventType> types) {
    return types.stream().map(Codes::eventType).sorted().toList().toString();
  }

  private static int code(RootFolder root) {
    return switch (root) {
      case MEDIA_ROOT -> 0;
      case VISITOR_UPLOADS_ROOT -> 1;
      case TRASH_ROOT -> 2;
    };
  }
}
