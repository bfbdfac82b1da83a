package io.vitrine.catalog;

import java.time.Instant;

/**
 * What lies in the tree below a folder. Folders are told apart by numbers that mean something only
 * within one walk; they are short, because a walk may meet very many.
 */
public sealed interface TreeItem {

  /** The folder in which it lies. */
  long parent();

  /** What it is called. */
  String displayName();

  /** When it was last changed. */
  Instant updated();

  /**
   * A folder below the one at the top.
   *
   * @param number by which those in it name it
   */
  record SubFolder(long number, long parent, String displayName, Instant updated)
      implements TreeItem {}

  /** A file that everybody may have: public, ready, with bytes. */
  record PublicFile(long parent, String displayName, Instant updated, BlobReference blob)
      implements TreeItem {}
}
