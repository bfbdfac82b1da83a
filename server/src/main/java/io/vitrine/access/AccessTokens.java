package io.vitrine.access;

import io.vitrine.catalog.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Access tokens: signed, for one site, four hours long (contract: security.md section 3). They die
 * with the app that they were made for, which is looked up at each use.
 */
final class AccessTokens {
  static final Duration LIFE = Duration.ofHours(4);

  private final Signer signer;
  private final LiveKeys keys;

  AccessTokens(Signer signer, LiveKeys keys) {
    this.signer = signer;
    this.keys = keys;
  }

  /** A token with which the app itself calls. */
  String forApp(ApiKey app, String siteId) {
    return issue(app, Role.of(app.role()), app.id(), siteId);
  }

  /** A token with which a visitor of the app calls. */
  String forVisitor(ApiKey app, String visitorId, String siteId) {
    return issue(app, Role.VISITOR, visitorId, siteId);
  }

  /** A new token for the same caller as one that is still valid. */
  String again(Identity identity, ApiKey app) {
    return issue(app, identity.role(), identity.subjectId(), identity.siteId());
  }

  /** Whom a token stands for. */
  Identification identify(String token) {
    return switch (signer.verify(Purpose.TOKEN, token)) {
      case Verification.Valid(JsonNode claims) ->
          live(claims)
              .<Identification>map(found -> new Identification.Known(found.identity()))
              .orElseGet(Identification.Lapsed::new);
      case Verification.Expired(JsonNode claims) -> new Identification.Lapsed();
      case Verification.Invalid() -> new Identification.Unknown();
    };
  }

  /** What a token says, if it can be used now. */
  Optional<AccessToken> find(String token) {
    return signer.verify(Purpose.TOKEN, token) instanceof Verification.Valid(JsonNode claims)
        ? live(claims)
        : Optional.empty();
  }

  private String issue(ApiKey app, Role role, String subjectId, String siteId) {
    List<String> scopes = app.scopes().stream().sorted().toList();
    return signer.sign(
        Purpose.TOKEN,
        Map.of(
            "sub",
            subjectId,
            "typ",
            role.word(),
            "site",
            siteId,
            "scp",
            scopes,
            "cid",
            app.id(),
            "jti",
            UUID.randomUUID().toString()),
        LIFE);
  }

  private Optional<AccessToken> live(JsonNode claims) {
    return keys.find(claims.path("cid").stringValue()).map(app -> read(claims, app));
  }

  private static AccessToken read(JsonNode claims, ApiKey app) {
    Set<Scope> still = Identity.scopesOf(app);
    Set<Scope> scopes =
        claims
            .path("scp")
            .valueStream()
            .map(scope -> Scope.of(scope.stringValue()))
            .filter(still::contains)
            .collect(Collectors.toUnmodifiableSet());
    return new AccessToken(
        new Identity(
            claims.path("sub").stringValue(),
            Role.of(claims.path("typ").stringValue()),
            scopes,
            claims.path("site").stringValue(),
            false,
            app.id()),
        Instant.ofEpochSecond(claims.path("iat").longValue()),
        Instant.ofEpochSecond(claims.path("exp").longValue()));
  }
}
