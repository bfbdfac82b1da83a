package io.vitrine.blob;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What keys look like: 32 random lower-case hex digits, never made from user text (design decision
 * 2), so that they are safe as a part of a path.
 */
final class RandomName {
  private static final int LENGTH = 32;

  private RandomName() {}

  /** A new one of 128 random bits. */
  static String make(SecureRandom random) {
    byte[] bytes = new byte[LENGTH / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * By hand, because every download asks.
   *
   * @throws IllegalArgumentException for anything else
   */
  static void require(String name) {
    boolean isWellFormed = name.length() == LENGTH;
    for (int i = 0; isWellFormed && i < LENGTH; i++) {
      isWellFormed = isLowerCaseHexDigit(name.charAt(i));
    }
    if (!isWellFormed) {
      throw new IllegalArgumentException("not a key");
    }
  }

  private static boolean isLowerCaseHexDigit(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }
}
