package io.vitrine.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an attempt to deliver ended.
 *
 * @param time when it began
 * @param error why it was no success; empty when it was
 */
public record DeliveryAttempt(Instant time, OptionalInt status, Optional<String> error) {}
