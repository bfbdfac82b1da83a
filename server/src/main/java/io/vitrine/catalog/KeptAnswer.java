package io.vitrine.catalog;

import java.time.Instant;

/**
 * An answer that is given again when its request comes again.
 *
 * @param id of the request that it answers, 64 hex digits
 * @param content as its keeper wrote it; the catalog does not look into it
 * @param expires from then on the request counts as new
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeptAnswer(String id, byte[] content, Instant expires) {}
