package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.RootFolder;
import io.vitrine.media.MediaType;

/** The numbers that stand for constants in the tables. They are for ever. */
final class Codes {
  private Codes() {}

  static int of(RootFolder root) {
    return switch (root) {
      case MEDIA_ROOT -> 0;
      case VISITOR_UPLOADS_ROOT -> 1;
      case TRASH_ROOT -> 2;
    };
  }

  static RootFolder root(int code) {
    return switch (code) {
      case 0 -> RootFolder.MEDIA_ROOT;
      case 1 -> RootFolder.VISITOR_UPLOADS_ROOT;
      case 2 -> RootFolder.TRASH_ROOT;
      default -> throw unknown(code);
    };
  }

  static int of(MediaType mediaType) {
    return switch (mediaType) {
      case IMAGE -> 0;
      case VECTOR -> 1;
      case VIDEO -> 2;
      case AUDIO -> 3;
      case DOCUMENT -> 4;
      case ARCHIVE -> 5;
      case MODEL3D -> 6;
      case OTHER -> 7;
    };
  }

  static MediaType mediaType(int code) {
    return switch (code) {
      case 0 -> MediaType.IMAGE;
      case 1 -> MediaType.VECTOR;
      case 2 -> MediaType.VIDEO;
      case 3 -> MediaType.AUDIO;
      case 4 -> MediaType.DOCUMENT;
      case 5 -> MediaType.ARCHIVE;
      case 6 -> MediaType.MODEL3D;
      case 7 -> MediaType.OTHER;
      default -> throw unknown(code);
    };
  }

  static int of(OperationStatus status) {
    return switch (status) {
      case PENDING -> 0;
      case READY -> 1;
      case FAILED -> 2;
    };
  }

  static OperationStatus status(int code) {
    return switch (code) {
      case 0 -> OperationStatus.PENDING;
      case 1 -> OperationStatus.READY;
      case 2 -> OperationStatus.FAILED;
      default -> throw unknown(code);
    };
  }

  private static IllegalStateException unknown(int code) {
    return new IllegalStateException("the database holds the unknown code " + code);
  }
}
