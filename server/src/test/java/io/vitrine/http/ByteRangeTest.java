package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-499, 0, 500",
    "bytes=500-, 500, 500",
    "bytes=-500, 500, 500",
    "bytes=-5000, 0, 1000",
    "bytes=999-99999, 999, 1",
    "bytes=0-99999999999999999999999, 0, 1000",
    "Bytes= 1-1 , 1, 1",
    "'bytes=,2-2,', 2, 1",
  })
  void oneRangeIsAPart(String header, long first, long length) {
    assertThat(ByteRange.of(header, 1000)).isEqualTo(new ByteRange.Part(first, length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000-", "bytes=-0", "bytes=99999999999999999999999-"})
  void bytesThatAreNotThereCannotBeSent(String header) {
    assertThat(ByteRange.of(header, 1000)).isEqualTo(new ByteRange.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=5-2", "lines=0-1", "bytes", "bytes=a-b", "bytes=-", "bytes=0-0,5-2", "0-1"})
  void whatHasNoMeaningAsksForTheWhole(String header) {
    assertThat(ByteRange.of(header, 1000)).isEqualTo(new ByteRange.Whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0"})
  void nothingHasNoFirstByte(String header) {
    assertThat(ByteRange.of(header, 0)).isEqualTo(new ByteRange.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=-1", "bytes=-500"})
  void theEndOfNothingIsNothing(String header) {
    assertThat(ByteRange.of(header, 0)).isEqualTo(new ByteRange.Whole());
  }

  @Test
  void severalRangesAreParts() {
    assertThat(ByteRange.of("bytes=0-0, -1 ,10-19,2000-", 1000))
        .isEqualTo(
            new ByteRange.Parts(
                List.of(
                    new ByteRange.Part(0, 1),
                    new ByteRange.Part(999, 1),
                    new ByteRange.Part(10, 10))));
  }

  @Test
  void oneThatIsLeftOfSeveralIsAlone() {
    assertThat(ByteRange.of("bytes=2000-,5-9,-0", 1000)).isEqualTo(new ByteRange.Part(5, 5));
    assertThat(ByteRange.of("bytes=2000-,1000-1001", 1000))
        .isEqualTo(new ByteRange.Unsatisfiable());
  }

  @Test
  void askingForTooMuchGetsTheWhole() {
    String seventeen = "bytes=" + "1-1,".repeat(16) + "1-1";

    assertThat(ByteRange.of("bytes=" + "1-1,".repeat(15) + "1-1", 1000))
        .isInstanceOf(ByteRange.Parts.class);
    assertThat(ByteRange.of(seventeen, 1000)).isEqualTo(new ByteRange.Whole());
    assertThat(ByteRange.of("bytes=0-,0-0", 1000)).isEqualTo(new ByteRange.Whole());
    assertThat(ByteRange.of("bytes=500-,0-499", 1000)).isInstanceOf(ByteRange.Parts.class);
  }
}
