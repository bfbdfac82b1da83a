package io.vitrine.access;

import static io.vitrine.access.AccessFixture.ADMIN_KEY;
import static io.vitrine.access.AccessFixture.OTHER_SITE;
import static io.vitrine.access.AccessFixture.SITE;
import static io.vitrine.access.AccessFixture.refusal;
import static io.vitrine.access.AccessFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each row of errors.md section 6, and who passes. */
final class AuthenticatorTest {
  private static final String UNKNOWN_KEY =
      "vk_0123456789_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @TempDir private Path folder;
  private AccessFixture fixture;
  private Authenticator authenticator;

  @BeforeEach
  void open() {
    fixture = new AccessFixture(folder);
    authenticator = fixture.access.authenticator();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aKeyPassesRawAndAsBearerForItsOwnSite() {
    IssuedKey key = fixture.key(Role.OWNER, Scope.MANAGE);

    for (String sent : new String[] {key.text(), "Bearer " + key.text(), "bearer  " + key.text()}) {
      Caller caller = authenticator.authenticate(with(sent));
      assertThat(caller.siteId()).isEqualTo(SITE);
      assertThat(caller.keyId()).isEqualTo(key.clientId());
      assertThat(caller.role()).isEqualTo(Role.OWNER);
    }
    Caller named = authenticator.authenticate(with(key.text()).with("wix-site-id", SITE));
    assertThat(named.siteId()).isEqualTo(SITE);
  }

  @Test
  void theGuardLeavesTheCallerInTheRequest() {
    SentRequest request = with(fixture.key(Role.APP, Scope.READ).text());
    authenticator.require(Permission.FILES_READ).admit(request);

    assertThat(request.get(Caller.class).may(Permission.FILES_LIST)).isTrue();
    assertThat(request.get(Caller.class).may(Permission.FILES_UPDATE)).isFalse();
  }

  @Test
  void theAdminKeyMayEverythingOnEverySite() {
    for (Permission permission : Permission.values()) {
      authenticator.require(permission).admit(with(ADMIN_KEY));
    }
    Caller other =
        authenticator.authenticate(with("Bearer " + ADMIN_KEY).with("wix-site-id", OTHER_SITE));
    assertThat(other.siteId()).isEqualTo(OTHER_SITE);
  }

  @Test
  void withoutACredentialTheAnswerIs401AndNotCounted() {
    for (int i = 0; i < 10; i++) {
      assertUnauthenticated(new SentRequest());
      assertUnauthenticated(with(""));
      assertUnauthenticated(with("   "));
    }
    assertUnauthenticated(with(ADMIN_KEY).with("Authorization", ADMIN_KEY));
  }

  @Test
  void everyBadCredentialGetsTheSameAnswer() {
    IssuedKey key = fixture.key(Role.APP, Scope.MANAGE);
    String token = fixture.token(key);
    String visitor = fixture.visitor(key);
    int address = 0;
    for (String bad :
        new String[] {
          UNKNOWN_KEY,
          key.text() + "A",
          key.text().substring(0, key.text().length() - 1),
          "vk_" + key.clientId() + "_",
          "Bearer",
          "Basic dXNlcjpwYXNz",
          ADMIN_KEY + "x",
          token + "A",
          "x" + token,
          token + "," + UNKNOWN_KEY,
          UNKNOWN_KEY + "," + key.text(),
          visitor + "," + key.text() + "," + key.text(),
          ",",
          "é"
        }) {
      assertUnauthenticated(with(bad).from("198.51.100." + address++));
    }
  }

  @Test
  void aRevokedKeyAndItsTokensAreRefusedButNotCounted() {
    IssuedKey key = fixture.key(Role.APP, Scope.MANAGE);
    String token = fixture.token(key);
    fixture.revoke(key);

    for (int i = 0; i < 5; i++) {
      assertUnauthenticated(with(key.text()));
      assertUnauthenticated(with(token));
    }
  }

  @Test
  void aKeyStopsAtItsExpiry() {
    IssuedKey key = fixture.keyFor(Duration.ofSeconds(1));
    assertThat(authenticator.authenticate(with(key.text())).siteId()).isEqualTo(SITE);

    fixture.clock.advance(Duration.ofSeconds(1));
    assertUnauthenticated(with(key.text()));
  }

  @Test
  void anExpiredTokenIsRefused() {
    String token = fixture.token(fixture.key(Role.APP, Scope.MANAGE));
    fixture.clock.advance(Duration.ofHours(4).plus(Signer.CLOCK_SKEW).minusSeconds(1));
    assertThat(authenticator.authenticate(with(token)).role()).isEqualTo(Role.APP);

    fixture.clock.advance(Duration.ofSeconds(1));
    assertUnauthenticated(with(token));
  }

  @Test
  void aTokenOfAnotherPurposeIsNoCredential() {
    String upload =
        new UploadTokens(fixture.signer, Purpose.UPLOAD, fixture.clock)
            .issue("u", fixture.clock.instant().plusSeconds(60));

    assertUnauthenticated(with(upload));
  }

  @Test
  void aKeyOfOneSiteIsRefusedOnAnotherWhetherItExistsOrNot() {
    IssuedKey key = fixture.key(Role.OWNER, Scope.MANAGE);

    assertRefused(with(key.text()).with("wix-site-id", OTHER_SITE), 403, "PERMISSION_DENIED");
    assertRefused(with(key.text()).with("wix-site-id", "nowhere"), 403, "PERMISSION_DENIED");
  }

  @Test
  void aKeyOfEverySiteLearnsThatThereIsNoSuchSite() {
    IssuedKey key = fixture.keyOfEverySite(Role.OWNER);
    Caller caller = authenticator.authenticate(with(key.text()).with("wix-site-id", OTHER_SITE));

    assertThat(caller.siteId()).isEqualTo(OTHER_SITE);
    assertRefused(with(key.text()).with("wix-site-id", "nowhere"), 404, "SITE_NOT_FOUND");
    assertRefused(with(key.text()).with("wix-site-id", "x".repeat(101)), 404, "SITE_NOT_FOUND");
    assertThat(authenticator.authenticate(with(key.text()).with("wix-site-id", "")).siteId())
        .isEqualTo(SITE);
  }

  @Test
  void aVisitorIsKnownButMayCallNothing() {
    String visitor = fixture.visitor(fixture.key(Role.APP, Scope.MANAGE));

    assertThat(authenticator.authenticate(with(visitor)).role()).isEqualTo(Role.VISITOR);
    for (Permission permission : Permission.values()) {
      assertLacks(with(visitor), permission);
    }
  }

  @Test
  void aMissingScopeIsNamed() {
    IssuedKey key = fixture.key(Role.OWNER, Scope.READ);

    authenticator.require(Permission.FILES_LIST).admit(with(key.text()));
    assertLacks(with(key.text()), Permission.FILES_UPDATE);
    assertLacks(with(fixture.key(Role.APP).text()), Permission.FILES_READ);
  }

  @Test
  void aKeyBesideAVisitorsTokenIsTheAuthority() {
    IssuedKey app = fixture.key(Role.APP, Scope.MANAGE);
    IssuedKey key = fixture.key(Role.OWNER, Scope.READ);
    Caller caller = authenticator.authenticate(with(fixture.visitor(app) + "," + key.text()));

    assertThat(caller.keyId()).isEqualTo(key.clientId());
    assertThat(caller.role()).isEqualTo(Role.OWNER);
  }

  @Test
  void tooManyWrongCredentialsOfAnAddressAre429WhileRightOnesPass() {
    IssuedKey key = fixture.key(Role.OWNER, Scope.MANAGE);
    for (int i = 0; i < 3; i++) {
      assertUnauthenticated(with(UNKNOWN_KEY));
    }
    fixture.clock.advance(Duration.ofSeconds(20));
    HttpProblem refused = assertRefused(with(UNKNOWN_KEY), 429, "RESOURCE_EXHAUSTED");

    assertThat(refused.headers()).containsExactly(new Header("Retry-After", "40"));
    assertThat(authenticator.authenticate(with(key.text())).siteId()).isEqualTo(SITE);
    assertUnauthenticated(with(UNKNOWN_KEY).from("192.0.2.2"));
    fixture.clock.advance(Duration.ofSeconds(40));
    assertUnauthenticated(with(UNKNOWN_KEY));
  }

  @Test
  void theUseOfAKeyIsWrittenWhenTheRoomClosesAtTheLatest() {
    IssuedKey key = fixture.key(Role.APP, Scope.MANAGE);
    String token = fixture.token(key);
    fixture.clock.advance(Duration.ofSeconds(5));
    authenticator.authenticate(with(token));
    authenticator.authenticate(with(ADMIN_KEY));
    fixture.access.close();

    assertThat(fixture.catalog.keys().find(key.clientId()).orElseThrow().lastUsed())
        .hasValue(fixture.clock.instant());
  }

  private void assertUnauthenticated(Request request) {
    HttpProblem problem = assertRefused(request, 401, "UNAUTHENTICATED");
    assertThat(problem).hasMessage(Refusals.unauthenticated().getMessage());
    assertThat(problem.headers()).containsExactly(new Header("WWW-Authenticate", "Bearer"));
    assertThat(problem.data()).isEmpty();
  }

  private HttpProblem assertRefused(Request request, int status, String code) {
    HttpProblem problem = refusal(() -> authenticator.authenticate(request));
    assertThat(problem).as(request.headers("Authorization").toString()).isNotNull();
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.code()).isEqualTo(code);
    return problem;
  }

  private void assertLacks(SentRequest request, Permission permission) {
    HttpProblem problem = refusal(() -> authenticator.require(permission).admit(request));
    assertThat(problem).as(permission.name()).isNotNull();
    assertThat(problem.status()).isEqualTo(403);
    assertThat(problem.code()).isEqualTo("PERMISSION_DENIED");
    assertThat(problem.data()).containsEntry("requiredPermission", permission.id());
  }
}
