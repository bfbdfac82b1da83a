package io.vitrine.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How secrets are kept: as SHA-256. They are random and long, so a slow hash would add nothing
 * (contract: security.md section 3).
 */
final class SecretHash {
  private SecretHash() {}

  /** The hash as 64 hex digits. */
  static String of(String secret) {
    return HexFormat.of().formatHex(sha256(secret));
  }

  /** Whether this is the secret of the hash; takes as long for any secret of the same length. */
  static boolean matches(String secret, String hash) {
    return MessageDigest.isEqual(sha256(secret), HexFormat.of().parseHex(hash));
  }

  private static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
