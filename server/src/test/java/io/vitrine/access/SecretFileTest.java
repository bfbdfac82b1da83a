package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretFileTest {
  @TempDir private Path folder;

  @Test
  void aNewFileHasOneLongSecretThatOnlyItsOwnerReads() throws IOException {
    Secrets made = read();

    assertThat(made.current()).matches("[A-Za-z0-9_-]{43}");
    assertThat(made.previous()).isEmpty();
    assertThat(mode()).isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void theSecretStaysTheSame() throws IOException {
    assertThat(read()).isEqualTo(read());
  }

  @Test
  void whatAnInterruptedFirstStartLeftIsReplaced() throws IOException {
    Files.writeString(folder.resolve("secret.new"), "half");

    assertThat(read().current()).hasSize(43);
    assertThat(folder.resolve("secret.new")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
  void aFileThatOthersMayKnowIsRefusedWithAdvice(String mode) throws IOException {
    read();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(mode)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aFileThatItsOwnerOnlyReadsWillDo() throws IOException {
    Secrets made = read();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));

    assertThat(read()).isEqualTo(made);
  }

  @Test
  void aSecretThatTheOperatorAddsOnTopIsCurrent() throws IOException {
    String first = read().current();
    Files.writeString(file(), "the-operators-new-secret\n" + first + "\n");

    assertThat(read().current()).isEqualTo("the-operators-new-secret");
    assertThat(read().previous()).containsExactly(first);
  }

  @Test
  void aMissingFolderIsTold() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> new SecretFile(missing, new SecureRandom()).readOrMake())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  private Secrets read() throws IOException {
    return new SecretFile(folder, new SecureRandom()).readOrMake();
  }

  private Path file() {
    return folder.resolve("secret");
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }
}
