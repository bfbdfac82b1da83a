package io.vitrine.http;

/**
 * A header of an answer.
 *
 * @param value free of control characters: a CR or LF in it could forge headers (contract:
 *     security.md threat 8)
 */
public record Header(String name, String value) {
  public Header {
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      boolean control = character < 0x20 && character != '\t';
      if (control || character == 0x7f) {
        throw new IllegalArgumentException("control character in the value of header " + name);
      }
    }
  }
}
