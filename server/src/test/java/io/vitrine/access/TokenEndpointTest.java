package io.vitrine.access;

import static io.vitrine.access.AccessFixture.OTHER_SITE;
import static io.vitrine.access.AccessFixture.SITE;
import static io.vitrine.access.AccessFixture.clientCredentials;
import static io.vitrine.access.AccessFixture.refusal;
import static io.vitrine.access.AccessFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vitrine.catalog.RefreshToken;
import io.vitrine.http.FieldViolation;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.ValidationProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class TokenEndpointTest {
  private static final String TOKEN = "/oauth2/token";

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
  void anAppGetsATokenForItsSite() {
    ObjectNode answer = fixture.answer(TOKEN, clientCredentials(app, SITE));

    assertThat(answer.propertyNames()).containsExactly("access_token", "token_type", "expires_in");
    assertThat(answer.path("token_type").stringValue()).isEqualTo("Bearer");
    assertThat(answer.path("expires_in").intValue()).isEqualTo(14_400);
    Caller caller = caller(answer);
    assertThat(caller.role()).isEqualTo(Role.APP);
    assertThat(caller.siteId()).isEqualTo(SITE);
    assertThat(caller.may(Permission.FILES_LIST_DELETED)).isTrue();
  }

  @Test
  void bothSpellingsAreReadAndTheInstanceMayBeLeftOut() {
    ObjectNode answer =
        fixture.answer(
            TOKEN,
            "{\"grantType\":\"client_credentials\",\"clientId\":\"%s\",\"clientSecret\":\"%s\"}"
                .formatted(app.clientId(), app.clientSecret()));

    assertThat(caller(answer).siteId()).isEqualTo(SITE);
  }

  @Test
  void anAppOfEverySiteGetsATokenForTheOneThatItNames() {
    IssuedKey everywhere = fixture.keyOfEverySite(Role.APP);
    ObjectNode answer = fixture.answer(TOKEN, clientCredentials(everywhere, OTHER_SITE));
    String token = answer.path("access_token").stringValue();

    assertThat(caller(answer).siteId()).isEqualTo(OTHER_SITE);
    assertThat(
            refusal(
                    () ->
                        fixture
                            .access
                            .authenticator()
                            .authenticate(with(token).with("wix-site-id", SITE)))
                .status())
        .isEqualTo(403);
    assertThat(refused(clientCredentials(everywhere, "nowhere")).code())
        .isEqualTo("SITE_NOT_FOUND");
  }

  @Test
  void anAppOfOneSiteGetsNoTokenForAnother() {
    HttpProblem problem = refused(clientCredentials(app, OTHER_SITE));

    assertThat(problem.status()).isEqualTo(403);
    assertThat(problem.code()).isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void wrongSecretsAreCountedTogetherWithOtherWrongCredentials() {
    String wrong = clientCredentials(app, SITE).replace(app.clientSecret(), "wrong");
    for (int i = 0; i < 3; i++) {
      assertThat(refused(wrong).code()).isEqualTo("UNAUTHENTICATED");
    }

    assertThat(refused(wrong).status()).isEqualTo(429);
    assertThat(refusal(() -> fixture.access.authenticator().authenticate(with("wrong"))).status())
        .isEqualTo(429);
    assertThat(caller(fixture.answer(TOKEN, clientCredentials(app, SITE))).siteId())
        .isEqualTo(SITE);
  }

  @Test
  void aKeyThatIsNoAppIsNoClient() {
    IssuedKey owner = fixture.key(Role.OWNER, Scope.MANAGE);

    assertThat(refused(clientCredentials(owner, SITE)).status()).isEqualTo(401);
    assertThat(refused(anonymousBody(owner.clientId())).status()).isEqualTo(401);
  }

  @Test
  void aRevokedAppIsRefusedWithoutBeingCounted() {
    fixture.revoke(app);

    for (int i = 0; i < 5; i++) {
      assertThat(refused(clientCredentials(app, SITE)).status()).isEqualTo(401);
    }
  }

  @Test
  void aVisitorGetsTwoTokensAndStaysTheSameByTheSecond() {
    ObjectNode first = fixture.anonymous(app);
    ObjectNode second = renewed(refreshToken(first), app.clientId());
    ObjectNode third =
        fixture.answer(
            TOKEN,
            "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"%s\"}"
                .formatted(refreshToken(first)));

    assertThat(first.propertyNames())
        .containsExactly("access_token", "refresh_token", "expires_in");
    assertThat(first.path("expires_in").intValue()).isEqualTo(14_400);
    assertThat(refreshToken(second)).isEqualTo(refreshToken(first));
    assertThat(second.propertyNames()).isEqualTo(first.propertyNames());
    assertThat(caller(second).subjectId()).isEqualTo(caller(first).subjectId());
    assertThat(caller(third).subjectId()).isEqualTo(caller(first).subjectId());
    assertThat(caller(first).role()).isEqualTo(Role.VISITOR);
    assertThat(caller(fixture.anonymous(app)).subjectId()).isNotEqualTo(caller(first).subjectId());
  }

  @Test
  void onlyTheHashOfARefreshTokenIsKeptForNinetyDays() {
    String secret = refreshToken(fixture.anonymous(app));

    assertThat(fixture.catalog.keys().findRefreshToken(secret)).isEmpty();
    RefreshToken kept =
        fixture.catalog.keys().findRefreshToken(SecretHash.of(secret)).orElseThrow();
    assertThat(kept.clientId()).isEqualTo(app.clientId());
    assertThat(kept.siteId()).isEqualTo(SITE);
    assertThat(kept.expires()).isEqualTo(fixture.clock.instant().plus(Duration.ofDays(90)));

    fixture.clock.advance(Duration.ofDays(90).minusSeconds(1));
    assertThat(caller(renewed(secret, app.clientId())).role()).isEqualTo(Role.VISITOR);
    fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(refused(refreshBody(secret, app.clientId())).status()).isEqualTo(401);
  }

  @Test
  void aRefreshTokenDiesWithItsAppAndServesNoOther() {
    String secret = refreshToken(fixture.anonymous(app));
    IssuedKey other = fixture.key(Role.APP, Scope.MANAGE);

    assertThat(refused(refreshBody(secret, other.clientId())).status()).isEqualTo(401);
    assertThat(refused(refreshBody("unknown", app.clientId())).status()).isEqualTo(401);
    fixture.revoke(app);
    assertThat(refused(refreshBody(secret, app.clientId())).status()).isEqualTo(401);
  }

  @Test
  void anUnknownClientMakesNoVisitor() {
    HttpProblem problem = refused(anonymousBody("nobody"));

    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.code()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void anAddressBecomesOnlySoManyVisitorsAMinute() {
    String first = refreshToken(fixture.anonymous(app));
    assertThat(fixture.anonymous(app).has("access_token")).isTrue();

    assertThat(refused(anonymousBody(app.clientId())).code()).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(caller(renewed(first, app.clientId())).role()).isEqualTo(Role.VISITOR);
    fixture.clock.advance(Duration.ofMinutes(1));
    assertThat(fixture.anonymous(app).has("access_token")).isTrue();
  }

  @Test
  void strippingATokenKeepsItsCaller() {
    String visitor = fixture.visitor(app);
    ObjectNode answer = fixture.answer(TOKEN, stripBody(visitor, app.clientSecret()));

    assertThat(answer.propertyNames()).containsExactly("access_token", "token_type", "expires_in");
    assertThat(caller(answer))
        .isEqualTo(fixture.access.authenticator().authenticate(with(visitor)));
    assertThat(
            caller(fixture.answer(TOKEN, stripBody(fixture.token(app), app.clientSecret()))).role())
        .isEqualTo(Role.APP);
  }

  @Test
  void strippingNeedsTheSecretOfTheTokensOwnAppAndALiveToken() {
    IssuedKey other = fixture.key(Role.APP, Scope.MANAGE);
    String token = fixture.token(app);

    assertThat(refused(stripBody(token, other.clientSecret())).status()).isEqualTo(401);
    assertThat(refused(stripBody(token + "A", app.clientSecret())).status()).isEqualTo(401);
    fixture.clock.advance(Duration.ofHours(5));
    assertThat(refused(stripBody(token, app.clientSecret())).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "/oauth2/token, grantType, authorization_code",
    "/oauth2/token, grant_type, authorized_client",
    "/oauth2/token, grant_type, password",
    "/oauth/access, grant_type, authorization_code",
    "/oauth/access, grant_type, refresh_token",
  })
  void grantsThatAreNotOfferedAreToldSo(String path, String field, String grantType) {
    String body = "{\"%s\":\"%s\"}".formatted(field, grantType);
    HttpProblem problem = refusal(() -> fixture.answer(path, body));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.code()).isEqualTo("unsupported_grant_type");
  }

  @Test
  void everyMissingFieldIsToldAtOnceInTheCallersSpelling() {
    assertThat(violations("{\"grant_type\":\"client_credentials\"}"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("client_id", "REQUIRED_FIELD", "client_secret", "REQUIRED_FIELD"));
    assertThat(violations("{\"grantType\":\"anonymous\",\"clientId\":\"\"}"))
        .isEqualTo(Map.of("clientId", "REQUIRED_FIELD"));
    assertThat(violations("{\"grantType\":\"refresh_token\",\"refreshToken\":null}"))
        .isEqualTo(Map.of("refreshToken", "REQUIRED_FIELD"));
    assertThat(violations("{}")).isEqualTo(Map.of("grant_type", "REQUIRED_FIELD"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "[\"a\"]", "{}", "true", "\"a\\u0000b\"", "\"\\ud800\""})
  void aFieldThatIsNoPlainTextIsTold(String value) {
    assertThat(violations("{\"grantType\":\"anonymous\",\"clientId\":%s}".formatted(value)))
        .isEqualTo(Map.of("clientId", "FORMAT"));
  }

  @Test
  void anOverlongFieldIsTold() {
    assertThat(violations(anonymousBody("x".repeat(4_097))))
        .isEqualTo(Map.of("clientId", "MAX_LENGTH"));
  }

  private Caller caller(ObjectNode answer) {
    return fixture
        .access
        .authenticator()
        .authenticate(with(answer.path("access_token").stringValue()));
  }

  private ObjectNode renewed(String refreshToken, String clientId) {
    return fixture.answer(TOKEN, refreshBody(refreshToken, clientId));
  }

  private HttpProblem refused(String body) {
    HttpProblem problem = refusal(() -> fixture.answer(TOKEN, body));
    assertThat(problem).as(body).isNotNull();
    return problem;
  }

  private Map<String, String> violations(String body) {
    ValidationProblem problem =
        catchThrowableOfType(ValidationProblem.class, () -> fixture.answer(TOKEN, body));
    assertThat(problem).as(body).isNotNull();
    return problem.violations().stream()
        .collect(Collectors.toMap(FieldViolation::field, FieldViolation::violatedRule));
  }

  private static String refreshToken(ObjectNode answer) {
    return answer.path("refresh_token").stringValue();
  }

  private static String anonymousBody(String clientId) {
    return "{\"grantType\":\"anonymous\",\"clientId\":\"%s\"}".formatted(clientId);
  }

  private static String refreshBody(String refreshToken, String clientId) {
    return "{\"grantType\":\"refresh_token\",\"refreshToken\":\"%s\",\"clientId\":\"%s\"}"
        .formatted(refreshToken, clientId);
  }

  private static String stripBody(String token, String clientSecret) {
    return """
        {"grant_type":"strip_bound_session","client_secret":"%s","access_token":"%s"}
        """
        .formatted(clientSecret, token);
  }
}
