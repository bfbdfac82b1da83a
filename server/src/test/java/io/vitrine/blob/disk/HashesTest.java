package io.vitrine.blob.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 1_000, 65_536, 99_999, 100_000})
  void aForkGoesItsOwnWayFromAnyPoint(int at) throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(at).nextBytes(bytes);
    Hashes first = new Hashes();
    first.update(ByteBuffer.wrap(bytes, 0, at));

    Hashes fork = first.fork();
    first.update(ByteBuffer.allocate(17));
    fork.update(ByteBuffer.wrap(bytes, at, bytes.length - at));

    CRC32 crc = new CRC32();
    crc.update(bytes);
    assertThat(fork.count()).isEqualTo(bytes.length);
    assertThat(fork.crc32()).isEqualTo(crc.getValue());
    assertThat(fork.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    assertThat(first.count()).isEqualTo(at + 17);
  }

  @Test
  void aCrcOfTwoPiecesIsThatOfBothInARow() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = new byte[random.nextInt(5_000)];
      random.nextBytes(bytes);
      int at = random.nextInt(bytes.length + 1);

      long combined =
          Crc32Combination.combine(
              crc32(bytes, 0, at), crc32(bytes, at, bytes.length), bytes.length - at);

      assertThat(combined).isEqualTo(crc32(bytes, 0, bytes.length));
    }
  }

  @Test
  void aCrcOfAPieceBeyondAnIntIsRight() {
    long zeros = 0;
    long length = 0;
    long block = crc32(new byte[1 << 20], 0, 1 << 20);
    for (int number = 0; number < 5 * 1024; number++) {
      zeros = Crc32Combination.combine(zeros, block, 1 << 20);
      length += 1 << 20;
    }

    assertThat(Crc32Combination.combine(0x12345678L, zeros, length))
        .isEqualTo(stepByStep(0x12345678L, block, 5 * 1024));
  }

  private static long stepByStep(long first, long block, int count) {
    long crc = first;
    for (int number = 0; number < count; number++) {
      crc = Crc32Combination.combine(crc, block, 1 << 20);
    }
    return crc;
  }

  private static long crc32(byte[] bytes, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, to - from);
    return crc.getValue();
  }
}
