package io.vitrine.access;

import io.vitrine.catalog.ApiKey;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import java.util.Optional;

/**
 * The apps that fetch tokens: keys of the role {@link Role#APP}, whose public part is the client
 * ID. Any other key is answered like one that does not exist.
 */
final class ClientApps {
  private final LiveKeys keys;
  private final Authenticator authenticator;

  ClientApps(LiveKeys keys, Authenticator authenticator) {
    this.keys = keys;
    this.authenticator = authenticator;
  }

  /**
   * The app that proves itself with its secret.
   *
   * @throws HttpProblem 401 when there is none, or 429 as {@link Authenticator#authenticate}
   */
  ApiKey proven(Request request, String clientId, String clientSecret) {
    return switch (keys.identify(new KeyText(clientId, clientSecret))) {
      case Identification.Known(Identity identity) -> named(request, identity.keyId());
      case Identification.Lapsed() -> throw Refusals.unauthenticated();
      case Identification.Unknown() -> throw authenticator.failed(request);
    };
  }

  /**
   * The app of this client ID, which is no secret: it stands in the pages of visitors.
   *
   * @throws HttpProblem as {@link #proven}
   */
  ApiKey named(Request request, String clientId) {
    return live(clientId).orElseThrow(() -> authenticator.failed(request));
  }

  /** The app of this client ID, if it may be used now. */
  Optional<ApiKey> live(String clientId) {
    return keys.find(clientId).filter(key -> Role.of(key.role()) == Role.APP);
  }
}
