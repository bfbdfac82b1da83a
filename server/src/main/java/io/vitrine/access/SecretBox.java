package io.vitrine.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hides text that must be kept for a while, such as the credentials of an import's source: AES-256
 * in GCM (NIST SP 800-38D) with a key of its own, derived from the installation's secret. What an
 * earlier secret hid can still be read.
 */
public final class SecretBox {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = SigningKey.ID_BYTES + NONCE_BYTES;

  private final List<Key> keys;
  private final SecureRandom random;

  /**
   * @param use what is hidden; each use has its own key
   */
  public SecretBox(Secrets secrets, String use, SecureRandom random) {
    this.keys =
        Stream.concat(Stream.of(secrets.current()), secrets.previous().stream())
            .map(secret -> Key.of(secret, use))
            .toList();
    this.random = random;
  }

  /**
   * Hides a text.
   *
   * @param context what it belongs to; it can only be read with the same
   */
  public String close(String context, String text) {
    Key key = keys.getFirst();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] hidden =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, context)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(HEAD_BYTES + hidden.length)
                  .put(key.id())
                  .put(nonce)
                  .put(hidden)
                  .array());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has AES in GCM", missing);
    }
  }

  /** The text; empty when its secret is gone, the context differs or it was changed. */
  public Optional<String> open(String context, String hidden) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(hidden);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
    if (bytes.length < HEAD_BYTES) {
      return Optional.empty();
    }
    byte[] id = Arrays.copyOf(bytes, SigningKey.ID_BYTES);
    byte[] nonce = Arrays.copyOfRange(bytes, SigningKey.ID_BYTES, HEAD_BYTES);
    return keys.stream()
        .filter(key -> Arrays.equals(key.id(), id))
        .findFirst()
        .flatMap(key -> open(key, nonce, context, bytes));
  }

  private static Optional<String> open(Key key, byte[] nonce, String context, byte[] bytes) {
    try {
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, key, nonce, context)
              .doFinal(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException changed) {
      return Optional.empty();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has AES in GCM", missing);
    }
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Key(byte[] id, SecretKeySpec secret) {
    static Key of(String secret, String use) {
      return new Key(
          new SigningKey(secret).id(),
          new SecretKeySpec(SigningKey.derive(secret, "box " + use, 32), "AES"));
    }
  }
}
