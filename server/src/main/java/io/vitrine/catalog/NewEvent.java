package io.vitrine.catalog;

import java.time.Instant;

/**
 * An event that is to be kept.
 *
 * @param siteId exists
 * @param body as in {@link Event}
 */
public record NewEvent(String siteId, EventType type, String entityId, Instant time, String body) {}
