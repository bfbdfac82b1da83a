package io.vitrine.catalog;

import java.util.Optional;

/** Questions about answers that are given again when their request comes again. */
public interface KeptAnswers {

  /** The answer to the request with this ID, also when it has expired. */
  Optional<KeptAnswer> find(String id);
}
