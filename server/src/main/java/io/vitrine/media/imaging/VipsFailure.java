package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.nio.file.Path;

/** The library refused something, in its own words. */
final class VipsFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  VipsFailure(String message) {
    super(message);
  }

  VipsFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What it means for the picture that was worked at.
   *
   * @param files where they lie is nobody's business but the server's
   */
  PictureException of(Path... files) {
    String told = getMessage().lines().findFirst().orElse("");
    for (Path file : files) {
      told = told.replace(file.toString(), "file");
    }
    return new PictureException(reason(), told, this);
  }

  /** The library tells only in words what went wrong. */
  private Reason reason() {
    String text = getMessage();
    if (text.contains("out of memory") || text.contains("unable to allocate")) {
      return Reason.OVER_BUDGET;
    }
    if (text.contains("unix error") || text.contains("system error") || text.contains("save:")) {
      return Reason.UNAVAILABLE;
    }
    return Reason.CORRUPT;
  }
}
