package io.vitrine.access;

import io.vitrine.catalog.ApiKey;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a credential stands for, before the request's site is known.
 *
 * @param siteId the site that it works on when the request names none
 * @param everySite whether it may name any other site
 */
record Identity(
    String subjectId,
    Role role,
    Set<Scope> scopes,
    String siteId,
    boolean everySite,
    String keyId) {
  Identity {
    scopes = Set.copyOf(scopes);
  }

  static Identity of(ApiKey key) {
    return new Identity(
        key.id(), Role.of(key.role()), scopesOf(key), key.siteId(), key.everySite(), key.id());
  }

  static Set<Scope> scopesOf(ApiKey key) {
    return key.scopes().stream().map(Scope::of).collect(Collectors.toUnmodifiableSet());
  }

  Caller on(String site) {
    return new Caller(site, subjectId, role, scopes, keyId);
  }
}
