package io.vitrine.access;

import io.vitrine.http.CorsPolicy;
import io.vitrine.http.Guard;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.http.Routes;
import java.io.IOException;
import java.util.List;

/**
 * The routes of the token endpoints. They need no permission, because what is sent to them is the
 * credential, and are open to pages of other origins, where visitors come from.
 */
final class TokenRoutes {
  private static final CorsPolicy CORS =
      new CorsPolicy(
          List.of("POST", "OPTIONS"),
          List.of(
              "Content-Type",
              "Authorization",
              "wix-site-id",
              "x-wix-bi-gateway",
              "X-Wix-Consistent"),
          List.of("X-Wix-Request-Id", "Retry-After"));

  private final TokenEndpoint tokens;
  private final TokenInfoEndpoint tokenInfo;

  TokenRoutes(TokenEndpoint tokens, TokenInfoEndpoint tokenInfo) {
    this.tokens = tokens;
    this.tokenInfo = tokenInfo;
  }

  void declare(Routes routes) {
    routes
        .add("POST", "/oauth2/token", tokens::grant)
        .withCors(CORS)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("POST", "/oauth2/token-info", tokenInfo::describe)
        .withCors(CORS)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("POST", "/oauth/access", TokenRoutes::refuseInstallation)
        .withCors(CORS)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
  }

  /** The older flow begins with an installation at the vendor, so there is nothing to exchange. */
  private static Response refuseInstallation(Request request) throws IOException {
    TokenFields fields = TokenFields.of(request);
    fields.required("grant_type");
    fields.check();
    throw Refusals.unsupportedGrantType();
  }
}
