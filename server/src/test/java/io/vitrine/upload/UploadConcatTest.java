package io.vitrine.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.http.HttpProblem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadConcatTest {
  private static final String A = "0123456789abcdef0123456789abcdef";
  private static final String B = "f".repeat(32);

  @Test
  void noneAndPartial() {
    assertThat(UploadConcat.of(Optional.empty())).isEqualTo(new UploadConcat.None());
    assertThat(read("partial")).isEqualTo(new UploadConcat.Partial("partial"));
  }

  @Test
  void theUrlsOfAFinalUploadMayBeAbsoluteOrRelative() {
    String header =
        "final;/upload/tus/files/"
            + A
            + " https://x.example:8443/base/upload/tus/files/"
            + B
            + "  files/"
            + A;

    assertThat(read(header)).isEqualTo(new UploadConcat.Final(header, List.of(A, B, A)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "foo",
        "Partial",
        "final",
        "final;",
        "final; ",
        "final;/upload/tus/files/",
        "final;/upload/tus/files/0123",
        "final;/upload/tus/files/0123456789ABCDEF0123456789ABCDEF",
        "final;/upload/tus/files/0123456789abcdef0123456789abcdef?x=1",
        "final;/upload/tus/0123456789abcdef0123456789abcdef",
        "final;/files/0123456789abcdef0123456789abcdef/..",
        "partial;/files/0123456789abcdef0123456789abcdef"
      })
  void whatIsMalformedIsRefused(String header) {
    assertThatThrownBy(() -> read(header))
        .isInstanceOfSatisfying(
            HttpProblem.class,
            problem -> assertThat(problem.code()).isEqualTo("UPLOAD_CONCAT_INVALID"));
  }

  private static UploadConcat read(String header) {
    return UploadConcat.of(Optional.of(header));
  }
}
