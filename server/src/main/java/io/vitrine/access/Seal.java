package io.vitrine.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signed bytes as one short text: base64url of the secret's ID (6 bytes), a tag (16 bytes of
 * HMAC-SHA256, RFC 2104 section 5) and the content.
 */
final class Seal {
  /** The longest cursor of the contract (types.md, {@code Cursors}). */
  private static final int MAX_LENGTH = 16_000;

  private static final int TAG_BYTES = 16;
  private static final int HEAD_BYTES = SigningKey.ID_BYTES + TAG_BYTES;

  private final List<SigningKey> keys;

  /**
   * @param keys the first one seals, all open
   */
  Seal(List<SigningKey> keys) {
    this.keys = List.copyOf(keys);
  }

  String close(Purpose purpose, String context, byte[] content) {
    SigningKey key = keys.getFirst();
    byte[] bytes =
        ByteBuffer.allocate(HEAD_BYTES + content.length)
            .put(key.id())
            .put(tag(key, purpose, context, content))
            .put(content)
            .array();
    String text = encode(bytes);
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("too long to be sealed: " + content.length + " bytes");
    }
    return text;
  }

  Optional<byte[]> open(Purpose purpose, String context, String sealed) {
    if (sealed.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    // Base64 has several spellings of the same bytes; only ours shall pass.
    if (bytes.length < HEAD_BYTES || !encode(bytes).equals(sealed)) {
      return Optional.empty();
    }
    byte[] id = Arrays.copyOf(bytes, SigningKey.ID_BYTES);
    byte[] tag = Arrays.copyOfRange(bytes, SigningKey.ID_BYTES, HEAD_BYTES);
    byte[] content = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
    return keys.stream()
        .filter(key -> Arrays.equals(key.id(), id))
        .filter(key -> MessageDigest.isEqual(tag, tag(key, purpose, context, content)))
        .findFirst()
        .map(key -> content);
  }

  private static byte[] tag(SigningKey key, Purpose purpose, String context, byte[] content) {
    byte[] contextBytes = context.getBytes(StandardCharsets.UTF_8);
    // The length keeps context and content apart; its first byte is zero, which no token begins
    // with, so that a seal never passes as a token of the same purpose.
    byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(contextBytes.length).array();
    return Arrays.copyOf(key.sign(purpose, length, contextBytes, content), TAG_BYTES);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
