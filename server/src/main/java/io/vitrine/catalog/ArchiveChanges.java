package io.vitrine.catalog;

/** Changes of promised archives. */
public interface ArchiveChanges extends Archives {

  /** Adds an archive of a site that is there. */
  void insert(Archive archive);
}
