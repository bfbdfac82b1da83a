package io.vitrine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.access.Caller;
import io.vitrine.access.Role;
import io.vitrine.http.HttpProblem;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

  @Test
  void aKeyIsTakenWithAndWithoutTheQuotesOfTheDraft() {
    assertThat(IdempotencyKey.in(List.of())).isEmpty();
    assertThat(IdempotencyKey.in(List.of("8e03978e-40d5"))).contains("8e03978e-40d5");
    assertThat(IdempotencyKey.in(List.of("\"8e03978e-40d5\""))).contains("8e03978e-40d5");
    assertThat(IdempotencyKey.in(List.of("k".repeat(255)))).contains("k".repeat(255));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "\"", "a b", "a\"b", "a\\b", "caf\u00e9", "a\tb", "\"a"})
  void whatIsNoKeyIsRefused(String sent) {
    assertRefused(List.of(sent));
  }

  @Test
  void aKeyThatIsTooLongOrSentTwiceIsRefused() {
    assertRefused(List.of("k".repeat(256)));
    assertRefused(List.of("a", "a"));
  }

  @Test
  void aKeyBelongsToSiteCallerAndMethod() {
    assertThat(
            Stream.of(
                    key("site", "caller", "method", "key"),
                    key("site2", "caller", "method", "key"),
                    key("site", "caller2", "method", "key"),
                    key("site", "caller", "method2", "key"),
                    key("site", "caller", "method", "key2"))
                .map(IdempotencyKey::hash))
        .doesNotHaveDuplicates()
        .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    assertThat(key("site", "caller", "method", "key"))
        .isEqualTo(key("site", "caller", "method", "key"));
  }

  private static IdempotencyKey key(String site, String subject, String method, String key) {
    Caller caller = new Caller(site, subject, Role.APP, Set.of(), "id");
    return IdempotencyKey.of(caller, method, key);
  }

  private static void assertRefused(List<String> sent) {
    assertThatThrownBy(() -> IdempotencyKey.in(sent))
        .isInstanceOfSatisfying(
            HttpProblem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.code()).isEqualTo("INVALID_IDEMPOTENCY_KEY");
            });
  }
}
