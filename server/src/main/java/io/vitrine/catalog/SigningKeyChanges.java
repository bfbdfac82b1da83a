package io.vitrine.catalog;

import java.time.Instant;

/** Changes of the keys by which deliveries are signed. */
public interface SigningKeyChanges extends SigningKeys {

  /** Adds a pair of keys. */
  void insert(SigningKeyPair pair);

  /** Forgets pairs that were replaced before this moment; the newest pair stays. */
  int deleteReplacedBefore(Instant moment);
}
