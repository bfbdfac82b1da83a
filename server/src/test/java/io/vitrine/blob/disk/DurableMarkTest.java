package io.vitrine.blob.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableMarkTest {
  private static final int SECOND_SLOT = 4096;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    file = folder.resolve("upload.mark");
    DurableMark.create(file);
  }

  @Test
  void thereIsNoneWithoutAFile() throws IOException {
    assertThat(DurableMark.read(folder.resolve("other"), true)).isEmpty();
  }

  @Test
  void aNewFileMarksNothingAlsoWhenAPowerCutEmptiedIt() throws IOException {
    assertThat(read()).isZero();

    Files.write(file, new byte[0]);

    assertThat(read()).isZero();
  }

  @Test
  void movingItNeedsNoMoreRoom() throws IOException {
    long size = Files.size(file);
    DurableMark mark = DurableMark.ofNothing(file, true);
    for (int offset = 0; offset < 5; offset++) {
      mark.move(offset);
    }

    assertThat(file).hasSize(size);
  }

  @Test
  void theLastMarkIsReadBack() throws IOException {
    DurableMark mark = DurableMark.ofNothing(file, true);
    for (long offset : new long[] {1, 70_000, 5_000_000_000L, 70_000}) {
      mark.move(offset);

      assertThat(mark.offset()).isEqualTo(offset);
      assertThat(read()).isEqualTo(offset);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 12, 20, 23})
  void aMarkThatIsCutShortLeavesTheOneBeforeIt(int damaged) throws IOException {
    DurableMark mark = DurableMark.ofNothing(file, true);
    mark.move(1);
    mark.move(2);
    spoil(SECOND_SLOT + damaged);

    assertThat(read()).isEqualTo(1);
    mark.move(3);
    assertThat(read()).isEqualTo(3);
    spoil(damaged);
    assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("damaged");
  }

  @Test
  void aFirstMarkThatIsCutShortMarksNothing() throws IOException {
    DurableMark.ofNothing(file, true).move(7);
    spoil(15);

    assertThat(read()).isZero();
  }

  @Test
  void afterAFailureTheGoodMarkIsNotTheOneThatIsOverwritten() throws IOException {
    DurableMark mark = DurableMark.ofNothing(file, true);
    mark.move(1);
    mark.move(2);
    Path away = folder.resolve("away");
    Files.move(file, away);
    assertThatThrownBy(() -> mark.move(3)).isInstanceOf(IOException.class);
    assertThat(mark.isUnsure()).isTrue();
    assertThat(mark.offset()).isEqualTo(2);
    Files.move(away, file);

    mark.move(2);

    assertThat(mark.isUnsure()).isFalse();
    spoil(0);
    assertThat(read()).as("the mark before the failure").isEqualTo(2);
  }

  private long read() throws IOException {
    return DurableMark.read(file, true).orElseThrow().offset();
  }

  private void spoil(long position) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.put(0, (byte) ~one.get(0)).rewind();
      channel.write(one, position);
    }
  }
}
