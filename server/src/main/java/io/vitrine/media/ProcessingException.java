package io.vitrine.media;

/**
 * A file cannot be processed, and another try would not change that: it is damaged, or over a
 * limit. What fails on our side is any other exception, and is tried again.
 */
public final class ProcessingException extends Exception {
  private static final long serialVersionUID = 1;

  /** The codes with which a file or a variant fails (contract: processing.md section 5). */
  public enum Code {
    UNSUPPORTED_FILE_FORMAT,
    FILE_CORRUPT,
    MEDIA_LIMIT_EXCEEDED,
    /** The virus scanner found something; our addition to the codes. */
    MALWARE_FOUND,
    PROCESSING_FAILED,
    PROCESSING_TIMEOUT
  }

  private final Code code;

  /**
   * @param message short English text, safe to show to strangers
   */
  public ProcessingException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public ProcessingException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
