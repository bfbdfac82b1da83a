package io.vitrine.access;

import io.vitrine.catalog.ApiKey;
import io.vitrine.catalog.RefreshToken;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /oauth2/token}: gives access tokens to apps and visitors (contract: security.md
 * section 3). Members log in at the vendor, so the grants that make them are not offered.
 */
final class TokenEndpoint {
  private final ClientApps apps;
  private final AccessTokens accessTokens;
  private final VisitorTokens visitors;
  private final SiteChoice sites;
  private final Authenticator authenticator;
  private final AttemptLimit newVisitors;

  TokenEndpoint(
      ClientApps apps,
      AccessTokens accessTokens,
      VisitorTokens visitors,
      SiteChoice sites,
      Authenticator authenticator,
      AttemptLimit newVisitors) {
    this.apps = apps;
    this.accessTokens = accessTokens;
    this.visitors = visitors;
    this.sites = sites;
    this.authenticator = authenticator;
    this.newVisitors = newVisitors;
  }

  Response grant(Request request) throws IOException {
    TokenFields fields = TokenFields.of(request);
    String grantType = fields.required("grant_type");
    fields.check();
    return switch (grantType) {
      case "client_credentials" -> toApp(request, fields);
      case "strip_bound_session" -> toSameCaller(request, fields);
      case "anonymous" -> toNewVisitor(request, fields);
      case "refresh_token" -> toVisitor(request, fields);
      default -> throw Refusals.unsupportedGrantType();
    };
  }

  /** The instance of an app is its site: where it shall act. */
  private Response toApp(Request request, TokenFields fields) {
    String clientId = fields.required("client_id");
    String clientSecret = fields.required("client_secret");
    Optional<String> instance = fields.optional("instance_id");
    fields.check();
    ApiKey app = apps.proven(request, clientId, clientSecret);
    String site = sites.choose(Identity.of(app), instance);
    return appAnswer(accessTokens.forApp(app, site));
  }

  /**
   * Our tokens are bound to no session, so the new one says the same. A visitor stays a visitor:
   * the client elevates by another call, where the app says so itself.
   */
  private Response toSameCaller(Request request, TokenFields fields) {
    String clientSecret = fields.required("client_secret");
    String token = fields.required("access_token");
    fields.check();
    return switch (accessTokens.identify(token)) {
      case Identification.Known(Identity identity) -> {
        ApiKey app = apps.proven(request, identity.keyId(), clientSecret);
        yield appAnswer(accessTokens.again(identity, app));
      }
      case Identification.Lapsed() -> throw Refusals.unauthenticated();
      case Identification.Unknown() -> throw authenticator.failed(request);
    };
  }

  private Response toNewVisitor(Request request, TokenFields fields) {
    String clientId = fields.required("client_id");
    fields.check();
    ApiKey app = apps.named(request, clientId);
    newVisitors
        .count(request.remoteAddress())
        .ifPresent(
            wait -> {
              throw Refusals.tooManyAttempts(wait);
            });
    return visitorAnswer(visitors.admit(app));
  }

  private Response toVisitor(Request request, TokenFields fields) {
    String secret = fields.required("refresh_token");
    Optional<String> clientId = fields.optional("client_id");
    fields.check();
    RefreshToken token = visitors.find(secret).orElseThrow(() -> authenticator.failed(request));
    return apps.live(token.clientId())
        .filter(app -> clientId.isEmpty() || clientId.get().equals(app.id()))
        .flatMap(app -> visitors.renew(token, secret, app))
        .map(TokenEndpoint::visitorAnswer)
        .orElseThrow(Refusals::unauthenticated);
  }

  private static Response appAnswer(String accessToken) {
    return Response.json(
        answer()
            .put("access_token", accessToken)
            .put("token_type", "Bearer")
            .put("expires_in", AccessTokens.LIFE.toSeconds()));
  }

  private static Response visitorAnswer(VisitorTokens.Pair tokens) {
    return Response.json(
        answer()
            .put("access_token", tokens.accessToken())
            .put("refresh_token", tokens.refreshToken())
            .put("expires_in", AccessTokens.LIFE.toSeconds()));
  }

  private static ObjectNode answer() {
    return JsonNodeFactory.instance.objectNode();
  }
}
