package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.RootFolder;
import io.vitrine.media.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the numbers by which rows refer to each other. */
final class Numbers {
  private Numbers() {}

  static Optional<Long> site(Session session, String siteId) {
    return session.with(
        sql -> sql.first("select seq from site where id = ?", row -> row.getLong(1), siteId));
  }

  static Optional<Long> folder(Session session, String siteId, String folderId) {
    return session.with(
        sql ->
            sql.first(
                "select seq from folder where site = (select seq from site where id = ?) and id = ?",
                row -> row.getLong(1),
                siteId,
                folderId));
  }

  /** The scope in numbers; empty when the folder or site is unknown. */
  static Optional<Listing.Scope> scope(
      Session session, String siteId, FileScope scope, Set<MediaType> mediaTypes) {
    return switch (scope) {
      case FileScope.Children(String folderId) ->
          folder(session, siteId, folderId).map(Listing.Scope.Children::new);
      case FileScope.Trees(Set<RootFolder> roots) -> {
        List<Integer> types = mediaTypes.stream().map(Codes::of).sorted().toList();
        yield site(session, siteId)
            .map(site -> new Listing.Scope.Trees(site, roots.stream().sorted().toList(), types));
      }
    };
  }
}
