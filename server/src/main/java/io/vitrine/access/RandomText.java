package io.vitrine.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes texts that nobody can guess. */
final class RandomText {
  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 10;

  private final SecureRandom random;

  RandomText(SecureRandom random) {
    this.random = random;
  }

  /** 256 random bits in 43 characters of the URL-safe alphabet. */
  String secret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
  }

  /** 80 random bits in 20 hex digits: unique, but no secret. */
  String id() {
    return HexFormat.of().formatHex(bytes(ID_BYTES));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
