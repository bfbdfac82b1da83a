package io.vitrine.delivery.transform;

/** A URL asks for a picture in a way that the contract does not have (delivery.md 8.5). */
public final class InvalidTransformation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String parameter;

  /**
   * @param parameter what is wrong, such as {@code w}
   * @param message short English text, safe to show to strangers
   */
  InvalidTransformation(String parameter, String message) {
    super(message, null, false, false);
    this.parameter = parameter;
  }

  /** What is wrong, such as {@code w}. */
  public String parameter() {
    return parameter;
  }
}
