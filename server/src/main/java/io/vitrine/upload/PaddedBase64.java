package io.vitrine.upload;

import java.util.Base64;

/**
 * Base64 as tus has it, with its padding (RFC 4648 sections 3.2 and 4); Java's decoder takes it
 * without.
 */
final class PaddedBase64 {
  private static final int GROUP = 4;

  private PaddedBase64() {}

  /**
   * The bytes of a text.
   *
   * @throws IllegalArgumentException when it is not Base64, or lacks its padding
   */
  static byte[] decode(String text) {
    if (text.length() % GROUP != 0) {
      throw new IllegalArgumentException("the padding is missing");
    }
    return Base64.getDecoder().decode(text);
  }
}
