package io.vitrine.access;

import io.vitrine.catalog.ApiKey;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.RefreshToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes strangers visitors and keeps them so: a visitor holds an opaque refresh token, of which the
 * catalog has the hash, and exchanges it for access tokens. It is not replaced by that, because the
 * official client keeps its first one (contract: security.md section 3).
 */
final class VisitorTokens {
  static final Duration LIFE = Duration.ofDays(90);

  private final Catalog catalog;
  private final AccessTokens accessTokens;
  private final RandomText random;
  private final InstantSource clock;

  VisitorTokens(
      Catalog catalog, AccessTokens accessTokens, RandomText random, InstantSource clock) {
    this.catalog = catalog;
    this.accessTokens = accessTokens;
    this.random = random;
    this.clock = clock;
  }

  /** The two tokens of a visitor. */
  record Pair(String accessToken, String refreshToken) {
    @Override
    public String toString() {
      return "Pair[…]";
    }
  }

  /** Makes a new visitor of the app's own site. */
  Pair admit(ApiKey app) {
    String secret = random.secret();
    RefreshToken token =
        new RefreshToken(
            SecretHash.of(secret),
            app.id(),
            app.siteId(),
            UUID.randomUUID().toString(),
            clock.instant().plus(LIFE));
    return catalog.write(
        transaction -> {
          transaction.keys().insertRefreshToken(token);
          return new Pair(accessTokens.forVisitor(app, token.subjectId(), token.siteId()), secret);
        });
  }

  /** What is known about a refresh token, also when it has expired. */
  Optional<RefreshToken> find(String secret) {
    return catalog.keys().findRefreshToken(SecretHash.of(secret));
  }

  /** A new access token for the same visitor; empty when the refresh token has expired. */
  Optional<Pair> renew(RefreshToken token, String secret, ApiKey app) {
    return clock.instant().isBefore(token.expires())
        ? Optional.of(
            new Pair(accessTokens.forVisitor(app, token.subjectId(), token.siteId()), secret))
        : Optional.empty();
  }
}
