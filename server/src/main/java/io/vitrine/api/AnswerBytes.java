package io.vitrine.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * An answer as it is kept: SHA-256 of the body that it answers (32 bytes), status (2 bytes), its
 * JSON, deflated.
 */
@SuppressWarnings("ArrayRecordComponent")
record AnswerBytes(byte[] bodyHash, int status, byte[] json) {
  private static final int HASH_BYTES = 32;
  private static final int HEAD_BYTES = HASH_BYTES + Short.BYTES;

  static AnswerBytes of(byte[] body, int status, byte[] json) {
    return new AnswerBytes(sha256(body), status, json);
  }

  /** What {@link #written} made. */
  static AnswerBytes read(byte[] written) {
    ByteBuffer buffer = ByteBuffer.wrap(written);
    byte[] hash = new byte[HASH_BYTES];
    buffer.get(hash);
    int status = buffer.getShort();
    try (InflaterInputStream inflated =
        new InflaterInputStream(
            new ByteArrayInputStream(written, HEAD_BYTES, written.length - HEAD_BYTES))) {
      return new AnswerBytes(hash, status, inflated.readAllBytes());
    } catch (IOException damaged) {
      throw new UncheckedIOException("a kept answer is damaged", damaged);
    }
  }

  /** Whether it answers a request with this body. */
  boolean answers(byte[] body) {
    return Arrays.equals(bodyHash, sha256(body));
  }

  byte[] written() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD_BYTES + json.length / 2);
    bytes.writeBytes(bodyHash);
    bytes.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) status).array());
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
      deflated.write(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory does not fail", impossible);
    }
    return bytes.toByteArray();
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
