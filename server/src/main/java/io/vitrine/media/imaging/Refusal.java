package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.io.IOException;
import java.util.Optional;

/** What it means for the processing of a file that a picture could not be made of it. */
enum Refusal {
  CORRUPT(Code.FILE_CORRUPT),
  OVER_LIMIT(Code.MEDIA_LIMIT_EXCEEDED),
  TOO_SLOW(Code.PROCESSING_TIMEOUT),
  /** The file may be well; nobody here can tell. */
  UNSUPPORTED(Code.UNSUPPORTED_FILE_FORMAT),
  /** Another try may do. */
  OUR_FAULT(null);

  private final Optional<Code> code;

  Refusal(Code code) {
    this.code = Optional.ofNullable(code);
  }

  static Refusal of(PictureException failure) {
    return switch (failure.reason()) {
      case CORRUPT -> CORRUPT;
      case TOO_LARGE -> OVER_LIMIT;
      case OVER_BUDGET -> TOO_SLOW;
      case UNSUPPORTED, INVALID -> UNSUPPORTED;
      case BUSY, UNAVAILABLE -> OUR_FAULT;
    };
  }

  /**
   * As the pipeline words it.
   *
   * @throws IOException when it is our fault
   */
  ProcessingException processing(PictureException failure) throws IOException {
    return new ProcessingException(
        code.orElseThrow(() -> new IOException(failure.getMessage(), failure)),
        failure.getMessage(),
        failure);
  }
}
