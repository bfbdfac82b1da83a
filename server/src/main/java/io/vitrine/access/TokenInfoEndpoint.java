package io.vitrine.access;

import io.vitrine.http.Request;
import io.vitrine.http.Response;
import java.io.IOException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /oauth2/token-info}: what an access token says, told to whoever has it (contract:
 * security.md section 3). With it the official client finds the instance for which its app elevates
 * itself. A token that cannot be used now, whatever the reason, is only told to be inactive.
 */
final class TokenInfoEndpoint {
  private final AccessTokens accessTokens;

  TokenInfoEndpoint(AccessTokens accessTokens) {
    this.accessTokens = accessTokens;
  }

  Response describe(Request request) throws IOException {
    TokenFields fields = TokenFields.of(request);
    String token = fields.required("token");
    fields.check();
    ObjectNode answer =
        accessTokens
            .find(token)
            .map(TokenInfoEndpoint::active)
            .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("active", false));
    return Response.json(answer);
  }

  private static ObjectNode active(AccessToken token) {
    Identity identity = token.identity();
    return JsonNodeFactory.instance
        .objectNode()
        .put("active", true)
        .put("subjectType", identity.role().subjectType())
        .put("subjectId", identity.subjectId())
        .put("exp", token.expires().getEpochSecond())
        .put("iat", token.issued().getEpochSecond())
        .put("clientId", identity.keyId())
        .put("siteId", identity.siteId())
        .put("instanceId", identity.siteId());
  }
}
