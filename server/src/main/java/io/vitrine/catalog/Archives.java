package io.vitrine.catalog;

import java.util.Optional;

/** Questions about promised archives. */
public interface Archives {

  /** The archive with this name. */
  Optional<Archive> find(String name);
}
