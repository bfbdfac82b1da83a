package io.vitrine.http;

import java.util.Optional;

/**
 * Turns exceptions of the rooms below into answers; the only place where that happens. The server
 * itself answers {@link HttpProblem}, {@link ValidationProblem}, bodies that end or stall, and
 * everything unknown (500 {@code INTERNAL}, with the details in the log only).
 */
@FunctionalInterface
public interface ErrorTranslator {

  /** The answer to this exception; empty when it is not one of those known. */
  Optional<HttpProblem> translate(Exception failure);
}
