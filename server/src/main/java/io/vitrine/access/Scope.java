package io.vitrine.access;

import java.util.Locale;

/** What a key may be used for (contract: security.md section 2). */
public enum Scope {
  /** {@code SCOPE.DC-MEDIA.READ-MEDIAMANAGER}: find and read. */
  READ,
  /** {@code SCOPE.DC-MEDIA.MANAGE-MEDIAMANAGER}: change, which includes reading. */
  MANAGE;

  /** Whether who has this scope may do what needs the other. */
  public boolean includes(Scope other) {
    return this == MANAGE || this == other;
  }

  /** The word under which the catalog and tokens keep it: {@code read}, {@code manage}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of this word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Scope of(String word) {
    for (Scope scope : values()) {
      if (scope.word().equals(word)) {
        return scope;
      }
    }
    throw new IllegalArgumentException("A scope is read or manage, not " + word);
  }
}
