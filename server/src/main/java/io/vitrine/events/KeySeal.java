package io.vitrine.events;

import java.util.Optional;

/** Hides private keys from who can read the database only. */
public interface KeySeal {

  /** Hides. */
  String close(String keyId, String text);

  /** What was hidden for this key; empty when it cannot be opened, as with another secret. */
  Optional<String> open(String keyId, String sealed);
}
