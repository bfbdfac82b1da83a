package io.vitrine.blob.disk;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** SHA-256 and CRC-32 of bytes that pass by. */
final class Hashes {
  private final MessageDigest sha256;
  private final CRC32 crc32 = new CRC32();

  Hashes() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  /** Takes the buffer's remaining bytes and leaves its position alone. */
  void update(ByteBuffer bytes) {
    sha256.update(bytes.duplicate());
    crc32.update(bytes.duplicate());
  }

  /** 64 lower-case hex digits; can be asked once. */
  String sha256() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  long crc32() {
    return crc32.getValue();
  }
}
