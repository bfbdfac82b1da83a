package io.vitrine.fetch;

/** A text is not a URL that can be fetched; the message says what it must be, safe to show. */
public final class UrlException extends Exception {
  UrlException(String message) {
    super(message, null, false, false);
  }
}
