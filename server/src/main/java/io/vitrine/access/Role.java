package io.vitrine.access;

import java.util.Locale;
import java.util.Set;

/** What kind of caller somebody is (contract: security.md sections 1 and 2). */
public enum Role {
  /** The site's owner or a person who works for them. */
  OWNER("USER"),
  /** A program that the owner trusts. */
  APP("APP"),
  /** Somebody logged in at the site; may call no method of the API. */
  MEMBER("MEMBER"),
  /** Anybody; may call no method of the API. */
  VISITOR("VISITOR");

  private final String subjectType;

  Role(String subjectType) {
    this.subjectType = subjectType;
  }

  /** Whether a caller of this role that holds these scopes may do what needs the permission. */
  public boolean permits(Permission permission, Set<Scope> scopes) {
    return switch (this) {
      case OWNER, APP -> scopes.stream().anyMatch(scope -> scope.includes(permission.scope()));
      case MEMBER, VISITOR -> false;
    };
  }

  /** The name that {@code /oauth2/token-info} has for it. */
  public String subjectType() {
    return subjectType;
  }

  /** The word under which the catalog and tokens keep it, such as {@code owner}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of this word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Role of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException("A role is owner, app, member or visitor, not " + word);
  }
}
