package io.vitrine.catalog;

/** The database failed: it cannot be reached, is full, or is damaged. */
public final class CatalogException extends RuntimeException {
  private final boolean full;

  public CatalogException(String message, Throwable cause, boolean full) {
    super(message, cause);
    this.full = full;
  }

  /** Whether there is no room left for the database. */
  public boolean isFull() {
    return full;
  }
}
