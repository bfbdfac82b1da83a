package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.RootFolder;
import java.util.List;
import java.util.Set;

/**
 * A scope as a column and the values that it may have.
 *
 * @param values empty for a folder that there is not
 */
record Scopes(String column, List<Long> values) {

  static Scopes of(Session session, long site, FileScope scope, String parentColumn) {
    return switch (scope) {
      case FileScope.Children(String folderId) ->
          new Scopes(
              parentColumn, Place.find(session, site, folderId).map(Place::seq).stream().toList());
      case FileScope.Trees(Set<RootFolder> roots) ->
          new Scopes("tree", roots.stream().map(root -> Codes.tree(site, root)).sorted().toList());
    };
  }
}
