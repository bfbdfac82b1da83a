package io.vitrine.access;

import java.util.EnumSet;

/**
 * The key that the operator chose with {@code --admin-key}: any text, kept as its hash, with every
 * permission on every site.
 */
final class AdminKey {
  private static final String ID = "admin";

  private final String hash;
  private final Identity identity;

  AdminKey(String text, String siteId) {
    if (!text.matches("[!-~&&[^,]]{1,4096}")) {
      throw new IllegalArgumentException(
          "The admin key must be visible ASCII characters without spaces and commas, as it travels"
              + " in a header");
    }
    hash = SecretHash.of(text);
    identity = new Identity(ID, Role.OWNER, EnumSet.allOf(Scope.class), siteId, true, ID);
  }

  boolean matches(String credential) {
    return SecretHash.matches(credential, hash);
  }

  Identity identity() {
    return identity;
  }

  /** Whether this is the ID of such a key, which the catalog does not have. */
  static boolean isId(String keyId) {
    return keyId.equals(ID);
  }
}
