package io.vitrine.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what the database keeps but must not tell whoever reads it (contract: security.md
 * section 4, one key for each purpose). AES-256-GCM (NIST SP 800-38D) under a key that comes from
 * the server's secret and a context, so that both are needed to read. Safe for many threads.
 *
 * <p>A closed content is the secret's ID (6 bytes), a random nonce (12 bytes), the cipher text and
 * its tag (16 bytes).
 */
public final class Vault {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEAD_BYTES = SigningKey.ID_BYTES + NONCE_BYTES;

  private final List<SigningKey> keys;
  private final SecureRandom random;

  /**
   * @param secrets the current one closes, all open
   */
  public Vault(Secrets secrets, SecureRandom random) {
    this.keys =
        Stream.concat(Stream.of(secrets.current()), secrets.previous().stream())
            .map(SigningKey::new)
            .toList();
    this.random = random;
  }

  /**
   * Encrypts.
   *
   * @param context what the content belongs to; it opens under the same only
   */
  public byte[] close(String context, byte[] content) {
    SigningKey key = keys.getFirst();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, context, nonce).doFinal(content);
      return ByteBuffer.allocate(HEAD_BYTES + encrypted.length)
          .put(key.id())
          .put(nonce)
          .put(encrypted)
          .array();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("every Java platform has AES-GCM", failure);
    }
  }

  /** Decrypts; empty when it was not closed under this context by one of the secrets. */
  public Optional<byte[]> open(String context, byte[] closed) {
    if (closed.length < HEAD_BYTES + TAG_BYTES) {
      return Optional.empty();
    }
    byte[] id = Arrays.copyOf(closed, SigningKey.ID_BYTES);
    byte[] nonce = Arrays.copyOfRange(closed, SigningKey.ID_BYTES, HEAD_BYTES);
    for (SigningKey key : keys) {
      if (Arrays.equals(key.id(), id)) {
        try {
          return Optional.of(
              cipher(Cipher.DECRYPT_MODE, key, context, nonce)
                  .doFinal(closed, HEAD_BYTES, closed.length - HEAD_BYTES));
        } catch (GeneralSecurityException notOurs) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Cipher cipher(int mode, SigningKey key, String context, byte[] nonce)
      throws GeneralSecurityException {
    byte[] derived = key.sign(Purpose.VAULT, context.getBytes(StandardCharsets.UTF_8));
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(
        mode,
        new SecretKeySpec(derived, "AES"),
        new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    return cipher;
  }
}
