package io.vitrine.delivery.zip;

/** There are more files and folders than one zip may have. */
public final class TooManyEntriesException extends RuntimeException {
  public TooManyEntriesException() {
    super("more than " + ZipLayout.MAX_ENTRIES + " entries", null, false, false);
  }
}
