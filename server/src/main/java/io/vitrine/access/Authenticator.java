package io.vitrine.access;

import io.vitrine.http.Guard;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who calls and whether they may (contract: security.md sections 2 and 3, errors.md
 * section 6). Safe for many threads; it runs on every request of the API.
 */
public final class Authenticator {
  private static final String BEARER = "Bearer ";

  private final Optional<AdminKey> adminKey;
  private final LiveKeys keys;
  private final AccessTokens tokens;
  private final SiteChoice sites;
  private final LastUse lastUse;
  private final AttemptLimit failures;

  Authenticator(
      Optional<AdminKey> adminKey,
      LiveKeys keys,
      AccessTokens tokens,
      SiteChoice sites,
      LastUse lastUse,
      AttemptLimit failures) {
    this.adminKey = adminKey;
    this.keys = keys;
    this.tokens = tokens;
    this.sites = sites;
    this.lastUse = lastUse;
    this.failures = failures;
  }

  /** Lets pass who has the permission, and leaves the {@link Caller} in the request. */
  public Guard require(Permission permission) {
    return request -> {
      Caller caller = authenticate(request);
      if (!caller.may(permission)) {
        throw Refusals.lacks(permission);
      }
      request.put(Caller.class, caller);
    };
  }

  /**
   * Who sent the request, whatever they may do.
   *
   * @throws HttpProblem 401 without a valid credential; 429 instead when its address failed too
   *     often lately, which never refuses a valid one, because many callers can share an address;
   *     403 or 404 when the credential is not for the site asked for
   */
  public Caller authenticate(Request request) {
    List<String> sent = request.headers("Authorization");
    if (sent.size() != 1 || sent.getFirst().isBlank()) {
      throw Refusals.unauthenticated();
    }
    return switch (identify(withoutBearer(sent.getFirst().strip()))) {
      case Identification.Known(Identity identity) -> {
        if (!AdminKey.isId(identity.keyId())) {
          lastUse.note(identity.keyId());
        }
        yield identity.on(sites.choose(identity, request.header("wix-site-id")));
      }
      case Identification.Lapsed() -> throw Refusals.unauthenticated();
      case Identification.Unknown() -> throw failed(request);
    };
  }

  /** Counts a wrong credential and tells what to answer. */
  HttpProblem failed(Request request) {
    return failures
        .count(request.remoteAddress())
        .map(Refusals::tooManyAttempts)
        .orElseGet(Refusals::unauthenticated);
  }

  /**
   * A caller who speaks for a visitor sends {@code <visitor's token>,<API key>}: both must be
   * valid, and the key is the authority.
   */
  private Identification identify(String sent) {
    int comma = sent.indexOf(',');
    if (comma < 0) {
      return identifyOne(sent);
    }
    Identification visitor = identifyOne(sent.substring(0, comma).strip());
    return visitor instanceof Identification.Known
        ? identifyOne(sent.substring(comma + 1).strip())
        : visitor;
  }

  private Identification identifyOne(String credential) {
    if (adminKey.isPresent() && adminKey.get().matches(credential)) {
      return new Identification.Known(adminKey.get().identity());
    }
    return KeyText.parse(credential)
        .map(keys::identify)
        .orElseGet(() -> tokens.identify(credential));
  }

  private static String withoutBearer(String sent) {
    return sent.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? sent.substring(BEARER.length()).strip()
        : sent;
  }
}
