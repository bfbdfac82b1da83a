package io.vitrine.catalog;

import java.util.List;

/** Questions about the keys by which deliveries are signed. */
public interface SigningKeys {

  /** All pairs of keys, the one that signs last first. */
  List<SigningKeyPair> list();
}
