package io.vitrine.access;

import java.util.Set;

/**
 * Who sent a request and for which site; guards leave it in the request.
 *
 * @param siteId the site that the request works on; it exists and the caller may use it
 * @param subjectId the key, or the visitor of an access token
 * @param keyId the public part of the key or app behind the credential
 */
public record Caller(String siteId, String subjectId, Role role, Set<Scope> scopes, String keyId) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Whether the caller may do what needs this permission. */
  public boolean may(Permission permission) {
    return role.permits(permission, scopes);
  }
}
