package io.vitrine.blob.disk;

/**
 * The CRC-32 of two pieces in a row from those of the pieces, as zlib's {@code crc32_combine}:
 * polynomials over GF(2) modulo the CRC's own, bits reflected.
 */
final class Crc32Combination {
  private static final long POLYNOMIAL = 0xedb88320L;
  private static final long ONE = 1L << 31;

  /** {@code x^(2^n)} for each n. */
  private static final long[] POWERS = powers();

  private Crc32Combination() {}

  /**
   * @param first CRC-32 of the first piece
   * @param second CRC-32 of the second piece
   * @param secondLength bytes of the second piece
   */
  static long combine(long first, long second, long secondLength) {
    return multiply(shiftByBytes(secondLength), first) ^ second;
  }

  private static long shiftByBytes(long bytes) {
    long product = ONE;
    int power = 3; // a byte has 2^3 bits
    for (long rest = bytes; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        product = multiply(POWERS[power & 31], product);
      }
      power++;
    }
    return product;
  }

  private static long multiply(long a, long b) {
    long product = 0;
    long factor = b;
    for (long bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= factor;
      }
      factor = (factor & 1) != 0 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
    }
    return product;
  }

  private static long[] powers() {
    long[] powers = new long[32];
    long power = ONE >>> 1;
    for (int n = 0; n < powers.length; n++) {
      powers[n] = power;
      power = multiply(power, power);
    }
    return powers;
  }
}
