package io.vitrine.access;

import java.time.Instant;

/**
 * An access token that was checked.
 *
 * @param identity on one site, with the scopes that its app still has
 */
record AccessToken(Identity identity, Instant issued, Instant expires) {}
