package io.vitrine.catalog;

import java.util.List;
import java.util.Optional;

/** Questions about sites. */
public interface Sites {

  /** The site with this ID. */
  Optional<Site> find(String siteId);

  /** All sites, by ID. */
  List<Site> list();
}
