package io.vitrine.upload;

import io.vitrine.http.HttpProblem;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The header {@code Upload-Checksum} (tus 1.0.0, Checksum), and the sum of the bytes as they pass.
 * Used by one thread.
 */
final class UploadChecksum {
  /** What {@code Tus-Checksum-Algorithm} tells. */
  static final String ALGORITHMS = "sha1,sha256,sha512,md5,crc32c";

  private final Sum sum;
  private final byte[] expected;

  private UploadChecksum(Sum sum, byte[] expected) {
    this.sum = sum;
    this.expected = expected;
  }

  /** Adds bytes up. */
  private sealed interface Sum {
    void update(ByteBuffer piece);

    byte[] value();

    int length();
  }

  private record Digest(MessageDigest digest) implements Sum {
    @Override
    public void update(ByteBuffer piece) {
      digest.update(piece);
    }

    @Override
    public byte[] value() {
      return digest.digest();
    }

    @Override
    public int length() {
      return digest.getDigestLength();
    }
  }

  private record Crc(CRC32C crc) implements Sum {
    @Override
    public void update(ByteBuffer piece) {
      crc.update(piece);
    }

    @Override
    public byte[] value() {
      return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }

    @Override
    public int length() {
      return Integer.BYTES;
    }
  }

  /**
   * Reads the header; empty when it was not sent.
   *
   * @throws HttpProblem 400 {@code CHECKSUM_ALGORITHM_UNSUPPORTED}, {@code INVALID_ARGUMENT}
   */
  static Optional<UploadChecksum> of(Optional<String> header) {
    if (header.isEmpty()) {
      return Optional.empty();
    }
    String[] words = header.get().split(" ", -1);
    if (words.length != 2 || words[0].isEmpty()) {
      throw TusProblems.malformed("Upload-Checksum must be an algorithm and a sum in Base64");
    }
    Sum sum = sum(words[0]);
    byte[] expected;
    try {
      expected = PaddedBase64.decode(words[1]);
    } catch (IllegalArgumentException notBase64) {
      throw TusProblems.malformed("the sum in Upload-Checksum is not Base64");
    }
    if (expected.length != sum.length()) {
      throw TusProblems.malformed("the sum in Upload-Checksum does not have the right length");
    }
    return Optional.of(new UploadChecksum(sum, expected));
  }

  /** Counts in the remaining bytes of the piece, without moving its position. */
  void update(ByteBuffer piece) {
    sum.update(piece.duplicate());
  }

  /**
   * Compares the sum with the bytes that came.
   *
   * @throws HttpProblem 460 {@code CHECKSUM_MISMATCH}
   */
  void verify() {
    if (!MessageDigest.isEqual(sum.value(), expected)) {
      throw TusProblems.checksum();
    }
  }

  private static Sum sum(String algorithm) {
    return switch (algorithm) {
      case "sha1" -> digest("SHA-1");
      case "sha256" -> digest("SHA-256");
      case "sha512" -> digest("SHA-512");
      case "md5" -> digest("MD5");
      case "crc32c" -> new Crc(new CRC32C());
      default -> throw TusProblems.algorithm(shown(algorithm));
    };
  }

  private static String shown(String algorithm) {
    String cut = algorithm.substring(0, Math.min(20, algorithm.length()));
    return cut.replaceAll("[^\\x20-\\x7e]", "_");
  }

  private static Sum digest(String name) {
    try {
      return new Digest(MessageDigest.getInstance(name));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has " + name, missing);
    }
  }
}
