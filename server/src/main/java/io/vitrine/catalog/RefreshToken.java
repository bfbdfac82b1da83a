package io.vitrine.catalog;

import java.time.Instant;

/**
 * A token that is exchanged for new access tokens (contract: security.md section 3).
 *
 * @param tokenHash SHA-256 of the token, 64 hex digits
 * @param clientId who asked for it, as told by the client
 * @param subjectId the visitor that it stands for
 */
public record RefreshToken(
    String tokenHash, String clientId, String siteId, String subjectId, Instant expires) {}
