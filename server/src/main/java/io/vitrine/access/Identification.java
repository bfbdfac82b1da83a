package io.vitrine.access;

/** What came of looking at a credential. */
sealed interface Identification {

  /** It is good. */
  record Known(Identity identity) implements Identification {}

  /**
   * It was good once: expired or revoked. Its holder learns no more than a stranger, but this is no
   * guess, so it does not count against an address.
   */
  record Lapsed() implements Identification {}

  /** It was never ours. */
  record Unknown() implements Identification {}
}
