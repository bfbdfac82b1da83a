package io.vitrine.blob.disk;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;

/** SHA-256 and CRC-32 of bytes that pass by. */
final class Hashes {
  private final MessageDigest sha256;
  private final CRC32 crc32 = new CRC32();

  /** CRC-32 of the bytes before those that {@link #crc32} has seen: Java cannot copy one. */
  private final long crc32Before;

  private final long countBefore;
  private long count;

  Hashes() {
    this(newSha256(), 0, 0);
  }

  private Hashes(MessageDigest sha256, long crc32Before, long countBefore) {
    this.sha256 = sha256;
    this.crc32Before = crc32Before;
    this.countBefore = countBefore;
    this.count = countBefore;
  }

  /** Takes the buffer's remaining bytes and leaves its position alone. */
  void update(ByteBuffer bytes) {
    sha256.update(bytes.duplicate());
    crc32.update(bytes.duplicate());
    count += bytes.remaining();
  }

  /** Bytes taken so far. */
  long count() {
    return count;
  }

  /** The same state for another future. */
  Hashes fork() {
    try {
      return new Hashes((MessageDigest) sha256.clone(), crc32(), count);
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the SHA-256 of this Java cannot be copied", impossible);
    }
  }

  /** 64 lower-case hex digits; can be asked once. */
  String sha256() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  long crc32() {
    return Crc32Combination.combine(crc32Before, crc32.getValue(), count - countBefore);
  }

  /** Told instead of a SHA-256 when none is computed: two files are never taken for equal. */
  static String madeUpSha256() {
    byte[] bytes = new byte[32];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
