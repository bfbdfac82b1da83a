package io.vitrine.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The check of answers against the description finds what is wrong, and nothing else. */
class OpenApiContractTest {
  private static final String FILES = "/site-media/v1/files";
  private static final String EMPTY_PAGE =
      "{\"files\":[],\"nextCursor\":{\"cursors\":{\"next\":\"\"},\"hasNext\":false}}";

  private final OpenApiContract contract = OpenApiContract.read();

  @Test
  void acceptsADescribedAnswerUnderEveryPrefix() {
    assertThatCode(answer("GET", FILES + "?paging.limit=5", 200, EMPTY_PAGE))
        .doesNotThrowAnyException();
    assertThatCode(answer("GET", "/_api/wix-privatemedia-proxy-server/v1/files", 200, EMPTY_PAGE))
        .doesNotThrowAnyException();
  }

  @Test
  void prefersFixedPathsToParameters() {
    assertThatThrownBy(answer("GET", FILES + "/get-file-by-id", 200, EMPTY_PAGE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/files/get-file-by-id 200");
  }

  @Test
  void refusesAPathThatIsNotDescribed() {
    assertThatThrownBy(answer("GET", "/site-media/v1/nothing", 200, "{}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("is not described");
  }

  @Test
  void refusesAStatusThatIsNotDescribed() {
    assertThatThrownBy(answer("GET", FILES, 201, EMPTY_PAGE))
        .hasMessageContaining("the status is not described");
  }

  @Test
  void refusesAMissingOrUnknownField() {
    assertThatThrownBy(answer("GET", FILES, 200, "{\"files\":[]}"))
        .hasMessageContaining("nextCursor");
    assertThatThrownBy(
            answer("GET", FILES, 200, EMPTY_PAGE.replaceFirst("\\{", "{\"surprise\":1,")))
        .hasMessageContaining("surprise");
  }

  @Test
  void looksIntoWhatAnAnswerHolds() {
    assertThatThrownBy(answer("GET", FILES, 200, EMPTY_PAGE.replace("[]", "[{\"id\":\"a\"}]")))
        .hasMessageContaining("displayName");
  }

  @Test
  void refusesAnErrorCodeThatTheMethodDoesNotList() {
    assertThatCode(answer("GET", FILES, 400, error("UNSUPPORTED_SORT_VALUE")))
        .doesNotThrowAnyException();
    assertThatThrownBy(answer("GET", FILES, 400, error("ZERO_FILE_SIZE")))
        .hasMessageContaining("the code ZERO_FILE_SIZE is not described");
    assertThatThrownBy(answer("GET", FILES, 403, error("UNSUPPORTED_SORT_VALUE")))
        .hasMessageContaining("is not described");
  }

  @Test
  void refusesAnErrorWithBothForms() {
    String both =
        error("INVALID_ARGUMENT")
            .replace("\"details\":{", "\"details\":{\"validationError\":{\"fieldViolations\":[]},");
    assertThatThrownBy(answer("GET", FILES, 400, both)).isInstanceOf(AssertionError.class);
  }

  @Test
  void takesAnyBytesWhereBytesAreDescribed() {
    assertThatCode(
            () ->
                contract.validate(
                    "GET",
                    "/media/c0ffee_0123456789abcdef0123456789abcdef~mv2.jpg",
                    200,
                    Optional.of("image/jpeg"),
                    new byte[] {1, 2, 3}))
        .doesNotThrowAnyException();
  }

  @Test
  void wantsNoBodyOfAHeadRequest() {
    assertThatThrownBy(answer("HEAD", FILES, 200, EMPTY_PAGE))
        .hasMessageContaining("must have no body");
  }

  @Test
  void listsMethodsAndPathsForAComparisonWithTheRoutes() {
    assertThat(contract.methodsAndPaths())
        .contains("GET /site-media/v1/files", "PUT /upload/{token}", "GET /health");
  }

  private ThrowingCallable answer(String method, String path, int status, String body) {
    return () ->
        contract.validate(
            method,
            path,
            status,
            Optional.of("application/json"),
            body.getBytes(StandardCharsets.UTF_8));
  }

  private static String error(String code) {
    return """
        {"message":"m","details":{"applicationError":{"code":"%s","description":"m","data":{}}}}"""
        .formatted(code);
  }
}
