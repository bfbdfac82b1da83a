package io.vitrine.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The keys that come from one secret: HKDF-SHA256 (RFC 5869), one key for each purpose. */
final class SigningKey {
  static final int ID_BYTES = 6;
  private static final int KEY_BYTES = 32;

  private final byte[] id;
  private final Map<Purpose, SecretKey> keys = new EnumMap<>(Purpose.class);

  SigningKey(String secret) {
    id = derive(secret, "kid", ID_BYTES);
    for (Purpose purpose : Purpose.values()) {
      keys.put(purpose, new SecretKeySpec(derive(secret, purpose.word(), KEY_BYTES), "HmacSHA256"));
    }
  }

  /** Tells this secret from others without telling anything about it. */
  byte[] id() {
    return id.clone();
  }

  /** The same as text of 8 characters, for {@code kid}. */
  String idText() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** HMAC-SHA256 over the pieces, one after another. */
  byte[] sign(Purpose purpose, byte[]... pieces) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.get(purpose));
      for (byte[] piece : pieces) {
        mac.update(piece);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Bytes that come from the secret for one use, named by the word. */
  static byte[] derive(String secret, String word, int length) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                  .thenExpand(("vitrine " + word).getBytes(StandardCharsets.UTF_8), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 25 has HKDF-SHA256", e);
    }
  }
}
