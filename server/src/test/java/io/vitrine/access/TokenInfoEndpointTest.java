package io.vitrine.access;

import static io.vitrine.access.AccessFixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.http.Routes;
import io.vitrine.http.ValidationProblem;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class TokenInfoEndpointTest {
  private static final ObjectNode DEAD = JsonNodeFactory.instance.objectNode().put("active", false);

  @TempDir private Path folder;
  private AccessFixture fixture;
  private IssuedKey app;

  @BeforeEach
  void open() {
    fixture = new AccessFixture(folder);
    app = fixture.key(Role.APP, Scope.MANAGE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anAppsTokenTellsItsAppAndItsSite() {
    long now = fixture.clock.instant().getEpochSecond();

    assertThat(describe(fixture.token(app)))
        .isEqualTo(
            JsonNodeFactory.instance
                .objectNode()
                .put("active", true)
                .put("subjectType", "APP")
                .put("subjectId", app.clientId())
                .put("exp", now + 14_400)
                .put("iat", now)
                .put("clientId", app.clientId())
                .put("siteId", SITE)
                .put("instanceId", SITE));
  }

  @Test
  void aVisitorsTokenLeadsToTheInstanceForWhichItsAppCanElevate() {
    ObjectNode info = describe(fixture.visitor(app));

    assertThat(info.path("subjectType").stringValue()).isEqualTo("VISITOR");
    assertThat(info.path("subjectId").stringValue()).isNotEqualTo(app.clientId());
    assertThat(info.path("clientId").stringValue()).isEqualTo(app.clientId());
    String instance = info.path("instanceId").stringValue();
    assertThat(
            fixture
                .answer("/oauth2/token", AccessFixture.clientCredentials(app, instance))
                .has("access_token"))
        .isTrue();
  }

  @Test
  void whatIsNoUsableTokenIsInactiveWhateverTheReason() {
    String token = fixture.token(app);
    String refresh = fixture.anonymous(app).path("refresh_token").stringValue();

    assertThat(describe("nonsense")).isEqualTo(DEAD);
    assertThat(describe(token + "A")).isEqualTo(DEAD);
    assertThat(describe(app.text())).isEqualTo(DEAD);
    assertThat(describe(refresh)).isEqualTo(DEAD);
    fixture.revoke(app);
    assertThat(describe(token)).isEqualTo(DEAD);
  }

  @Test
  void anExpiredTokenIsInactive() {
    String token = fixture.token(app);
    fixture.clock.advance(Duration.ofHours(4).plus(Signer.CLOCK_SKEW));

    assertThat(describe(token)).isEqualTo(DEAD);
  }

  @Test
  void aMissingTokenIsAViolation() {
    assertThatThrownBy(() -> fixture.answer("/oauth2/token-info", "{}"))
        .isInstanceOf(ValidationProblem.class)
        .hasMessageContaining("token");
  }

  @Test
  void pagesOfOtherOriginsMayCallEveryTokenEndpoint() {
    Routes routes = new Routes();
    fixture.access.declare(routes);

    assertThat(routes.checked())
        .hasSize(3)
        .allSatisfy(
            route -> {
              assertThat(route.method()).isEqualTo("POST");
              assertThat(route.cors().orElseThrow().methods()).contains("POST", "OPTIONS");
              assertThat(route.cors().orElseThrow().requestHeaders())
                  .contains("Content-Type", "Authorization");
            });
  }

  private ObjectNode describe(String token) {
    return fixture.answer("/oauth2/token-info", "{\"token\":\"%s\"}".formatted(token));
  }
}
