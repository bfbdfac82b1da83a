package io.vitrine.catalog;

import java.util.Set;

/** Which files of a site a listing looks at. */
public sealed interface FileScope {

  /** The direct children of one folder. */
  record Children(String folderId) implements FileScope {}

  /** Whole trees, all levels; at least one root. */
  record Trees(Set<RootFolder> roots) implements FileScope {
    public Trees {
      roots = Set.copyOf(roots);
    }
  }
}
