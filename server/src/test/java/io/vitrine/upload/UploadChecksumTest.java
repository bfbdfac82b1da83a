package io.vitrine.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.http.HttpProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadChecksumTest {

  /** Sums of "123456789" by openssl; the CRC is the check value of its catalogue. */
  @ParameterizedTest
  @CsvSource({
    "sha1, 98O8HYCOBHMq32eZZczDTKeuNEE=",
    "sha256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
    "md5, JfnnlDI7RTiF9RgfG2JNCw==",
    "crc32c, 4waSgw=="
  })
  void rightSumsAreFound(String algorithm, String sum) {
    UploadChecksum checksum = read(algorithm + " " + sum);
    ByteBuffer first = bytes("1234");
    checksum.update(first);
    checksum.update(bytes("56789"));

    assertThatCode(checksum::verify).doesNotThrowAnyException();
    assertThat(first.remaining()).isEqualTo(4);
  }

  @Test
  void aWrongSumIsFound() {
    UploadChecksum checksum = read("crc32c 4waSgw==");
    checksum.update(bytes("12345678"));

    assertThatThrownBy(checksum::verify)
        .isInstanceOfSatisfying(
            HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(460));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha3 YQ==", "SHA1 YQ==", "\u0001 YQ=="})
  void unknownAlgorithmsAreRefused(String header) {
    assertThatThrownBy(() -> read(header))
        .isInstanceOfSatisfying(
            HttpProblem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("CHECKSUM_ALGORITHM_UNSUPPORTED");
              assertThat(problem.getMessage()).doesNotContain("\u0001");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha1", "sha1 ", " YQ==", "sha1 YQ==", "sha1 Y!==", "md5 a b"})
  void malformedHeadersAreRefused(String header) {
    assertThatThrownBy(() -> read(header))
        .isInstanceOfSatisfying(
            HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void noneIsNone() {
    assertThat(UploadChecksum.of(Optional.empty())).isEmpty();
  }

  private static UploadChecksum read(String header) {
    return UploadChecksum.of(Optional.of(header)).orElseThrow();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
