package io.vitrine.access;

import tools.jackson.databind.JsonNode;

/** What came of checking a signed token. */
public sealed interface Verification {

  /** Ours, for this purpose, and in its time. */
  record Valid(JsonNode claims) implements Verification {}

  /** Ours and for this purpose, but its time is over; the claims can be relied on. */
  record Expired(JsonNode claims) implements Verification {}

  /** Anything else; why is told to nobody. */
  record Invalid() implements Verification {}
}
