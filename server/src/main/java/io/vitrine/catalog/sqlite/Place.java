package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.RootFolder;
import java.util.Optional;

/** A folder as a place for something: its numbers. */
record Place(long seq, long tree) {

  static Optional<Place> find(Session session, long site, String folderId) {
    return session.first(
        "select seq, tree from folder where tree >> 2 = ? and id = ?",
        row -> new Place(row.getLong(1), row.getLong(2)),
        site,
        folderId);
  }

  /** The folder that a new or moved item names. */
  static Place target(Session session, long site, String folderId) {
    return find(session, site, folderId)
        .orElseThrow(() -> new IllegalArgumentException("there is no folder " + folderId));
  }

  static Place system(long site, RootFolder root) {
    return new Place(Codes.folder(site, root), Codes.tree(site, root));
  }

  /** The folder with this number if it is there and live. */
  static Optional<Place> live(Session session, long seq) {
    return session
        .first(
            "select seq, tree from folder where seq = ?",
            row -> new Place(row.getLong(1), row.getLong(2)),
            seq)
        .filter(place -> !Codes.isTrash(place.tree));
  }
}
