package io.vitrine.media.imaging;

/** The library refused something, in its own words. */
final class VipsFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  VipsFailure(String message) {
    super(message);
  }

  VipsFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
