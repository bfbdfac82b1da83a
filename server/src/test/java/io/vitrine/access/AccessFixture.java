package io.vitrine.access;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.http.Body;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Response;
import io.vitrine.http.Routes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.node.ObjectNode;

/** The whole room over a real catalog with two sites. */
final class AccessFixture implements AutoCloseable {
  static final String SITE = "11111111-2222-4333-8444-555555555555";
  static final String OTHER_SITE = "99999999-2222-4333-8444-555555555555";
  static final String ADMIN_KEY = "the-admin-key-of-this-test";

  final MovingClock clock = new MovingClock();
  final Catalog catalog;
  final Signer signer;
  final Access access;
  private final Routes routes = new Routes();

  AccessFixture(Path folder) {
    catalog = SqliteCatalog.open(folder.resolve("catalog.db"), new SimpleMeterRegistry());
    signer = new Signer(Secrets.parse("a secret of this very test".replace(' ', '-')), clock);
    catalog.write(
        transaction -> {
          transaction.sites().create(SITE, clock.instant());
          transaction.sites().create(OTHER_SITE, clock.instant());
          return SITE;
        });
    access =
        new Access(catalog, signer, new AccessSettings(Optional.of(ADMIN_KEY), SITE, 3, 2), clock);
    access.declare(routes);
  }

  IssuedKey key(Role role, Scope... scopes) {
    return key(role, false, Optional.empty(), scopes);
  }

  IssuedKey keyOfEverySite(Role role) {
    return key(role, true, Optional.empty(), Scope.MANAGE);
  }

  IssuedKey keyFor(Duration life) {
    return key(Role.OWNER, false, Optional.of(life), Scope.MANAGE);
  }

  private IssuedKey key(Role role, boolean everySite, Optional<Duration> life, Scope... scopes) {
    Set<Scope> granted = EnumSet.noneOf(Scope.class);
    granted.addAll(List.of(scopes));
    IssuedKey key =
        new KeyIssuer(new SecureRandom(), clock)
            .issue(
                new KeyGrant(
                    "test", SITE, everySite, role, granted, life.map(clock.instant()::plus)));
    return catalog.write(
        transaction -> {
          transaction.keys().insert(key.key());
          return key;
        });
  }

  /** Takes a key back and waits until no memory of it is left. */
  void revoke(IssuedKey key) {
    boolean revoked =
        catalog.write(transaction -> transaction.keys().revoke(key.clientId(), clock.instant()));
    Assertions.assertThat(revoked).isTrue();
    clock.advance(Duration.ofSeconds(3));
  }

  /** A request to the API with this credential. */
  static SentRequest with(String credential) {
    return new SentRequest().with("Authorization", credential);
  }

  Response post(String path, SentRequest request) {
    Routes.Route route =
        routes.checked().stream()
            .filter(known -> known.pattern().equals(path))
            .findFirst()
            .orElseThrow();
    try {
      route.guard().admit(request);
      return route.handler().handle(request);
    } catch (RuntimeException refusal) {
      throw refusal;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The body of the answer, which is 200. */
  ObjectNode answer(String path, String json) {
    Response response = post(path, new SentRequest().json(json));
    Assertions.assertThat(response.status()).isEqualTo(200);
    return (ObjectNode) ((Body.Json) response.body()).value();
  }

  /** The access token of a new visitor of the app. */
  String visitor(IssuedKey app) {
    return anonymous(app).path("access_token").stringValue();
  }

  ObjectNode anonymous(IssuedKey app) {
    return answer(
        "/oauth2/token",
        "{\"grantType\":\"anonymous\",\"clientId\":\"%s\"}".formatted(app.clientId()));
  }

  /** An access token with which the app itself calls. */
  String token(IssuedKey app) {
    return answer("/oauth2/token", clientCredentials(app, SITE)).path("access_token").stringValue();
  }

  static String clientCredentials(IssuedKey app, String site) {
    return """
        {"grant_type":"client_credentials","client_id":"%s","client_secret":"%s","instance_id":"%s"}
        """
        .formatted(app.clientId(), app.clientSecret(), site);
  }

  static HttpProblem refusal(Runnable call) {
    return Assertions.catchThrowableOfType(HttpProblem.class, call::run);
  }

  @Override
  public void close() {
    access.close();
    catalog.close();
  }
}
