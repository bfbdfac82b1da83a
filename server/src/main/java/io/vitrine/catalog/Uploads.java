package io.vitrine.catalog;

import java.util.Optional;

/** Questions about upload URLs. */
public interface Uploads {

  /** The upload with this ID, used and expired ones too. */
  Optional<Upload> find(String uploadId);
}
