package io.vitrine.access;

/**
 * The right to play one private film until a moment (contract: delivery.md section 9.2).
 *
 * @param siteId the site that owns the file
 */
public record StreamGrant(String siteId, String fileId, UrlLife life) {}
