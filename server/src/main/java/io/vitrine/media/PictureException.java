package io.vitrine.media;

/** A picture could not be made. */
public final class PictureException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why, in the words of the contract (delivery.md 8.5). */
  public enum Reason {
    /** The source is damaged. */
    CORRUPT,
    /** The source is over the limits of decoding. */
    TOO_LARGE,
    /** The source is of a kind that cannot be transformed. */
    UNSUPPORTED,
    /** The transformation does not fit the source, such as a crop outside of it. */
    INVALID,
    /** Too many are asked for at once. */
    BUSY,
    /** It took more time or memory than a picture may. */
    OVER_BUDGET,
    /** Pictures cannot be made here now: the library is missing, or it fails on our side. */
    UNAVAILABLE
  }

  private final Reason reason;

  public PictureException(Reason reason, String message) {
    // Many are refused at once when there are too many, and where tells nothing.
    super(message, null, true, reason != Reason.BUSY);
    this.reason = reason;
  }

  public PictureException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
