package io.vitrine.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadMetadataTest {

  @Test
  void keysAndValuesAreRead() {
    UploadMetadata metadata = read("filename " + base64("ä b.jpg") + ",empty ,is_confidential");

    assertThat(metadata.values())
        .isEqualTo(Map.of("filename", "ä b.jpg", "empty", "", "is_confidential", ""));
    assertThat(metadata.first("name", "filename")).contains("ä b.jpg");
    assertThat(metadata.first("empty", "unknown")).isEmpty();
  }

  @Test
  void theHeaderIsKeptAsSentAndSeveralLinesAreOne() {
    UploadMetadata metadata = UploadMetadata.of(List.of("a YQ==", "b Yg=="));

    assertThat(metadata.header()).contains("a YQ==,b Yg==");
    assertThat(metadata.values()).isEqualTo(Map.of("a", "a", "b", "b"));
  }

  @Test
  void nothingSentIsNothing() {
    assertThat(UploadMetadata.of(List.of()).header()).isEmpty();
    assertThat(read("").values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "a YQ==,",
        "a YQ==,a YQ==",
        "a Y Q==",
        "a  YQ==",
        "ä YQ==",
        "a\tb",
        "a /w==",
        "a DQo=",
        "a AA==",
        "a fw=="
      })
  void whatIsMalformedIsRefused(String header) {
    assertThatThrownBy(() -> read(header))
        .isInstanceOfSatisfying(
            HttpProblem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.code()).isEqualTo("UPLOAD_METADATA_INVALID");
            });
  }

  /** RFC 4648 section 3.2: tus does not allow it, and its own server refuses it too. */
  @Test
  void base64WithoutPaddingIsRefused() {
    assertThatThrownBy(() -> read("a YQ")).isInstanceOf(HttpProblem.class);
  }

  @Test
  void moreThanEightKibibytesAreRefused() {
    assertThat(read("a " + "YWFh".repeat(2_047)).values()).containsKey("a");
    assertThatThrownBy(() -> read("a " + "YWFh".repeat(2_048))).isInstanceOf(HttpProblem.class);
  }

  private static UploadMetadata read(String header) {
    return UploadMetadata.of(List.of(header));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
