package io.vitrine.blob;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The name of a blob: 32 random lower-case hex digits, never made from user text (design decision
 * 2), so it is safe as a part of a path.
 */
public record BlobKey(String value) {
  private static final int LENGTH = 32;

  public BlobKey {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("not a blob key");
    }
  }

  /** By hand, because every download asks. */
  private static boolean isWellFormed(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isLowerCaseHexDigit(value.charAt(i))) {
        return false;
      }
    }
    return value.length() == LENGTH;
  }

  private static boolean isLowerCaseHexDigit(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  /** A new key of 128 random bits. */
  public static BlobKey random(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return new BlobKey(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
