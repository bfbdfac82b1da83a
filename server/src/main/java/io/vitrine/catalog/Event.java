package io.vitrine.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened, kept in the transaction in which it did (contract: events.md).
 *
 * @param sequence its number within its site; later ones are greater, and none is given twice
 * @param id the same whenever and to whomever it is told
 * @param entityId of the file or folder
 * @param body what its type tells, as JSON; empty when it is written as the thing is when it is
 *     told, because many came back from the trash bin at once
 * @param deleted when the thing that came back had been moved to the trash bin; only without a body
 */
public record Event(
    String siteId,
    long sequence,
    UUID id,
    EventType type,
    String entityId,
    Instant time,
    Optional<String> body,
    Optional<Instant> deleted) {}
