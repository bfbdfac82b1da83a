package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.CatalogException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what SQLite says into what callers of the catalog hear. */
final class Failures {
  private static final int PRIMARY_CODE = 0xff;

  private Failures() {}

  static CatalogException of(SQLException failure) {
    String text =
        switch (primaryCode(failure)) {
          case SQLITE_FULL -> "there is no room left for the database";
          case SQLITE_CORRUPT -> "the database is damaged";
          case SQLITE_NOTADB -> "the file is not an SQLite database, or is damaged";
          case SQLITE_BUSY, SQLITE_LOCKED -> "another process keeps the database locked";
          case SQLITE_CANTOPEN, SQLITE_PERM -> "the database file cannot be opened";
          case SQLITE_READONLY -> "the database file or its folder is read-only";
          default -> "the database failed";
        };
    return new CatalogException(text + ": " + failure.getMessage(), failure, isFull(failure));
  }

  private static boolean isFull(SQLException failure) {
    return primaryCode(failure) == SQLiteErrorCode.SQLITE_FULL;
  }

  /** Without the details that SQLite keeps in the higher bits of a code. */
  private static SQLiteErrorCode primaryCode(SQLException failure) {
    return failure instanceof SQLiteException known
        ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & PRIMARY_CODE)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }
}
