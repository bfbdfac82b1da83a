package io.vitrine.access;

import java.util.Locale;

/**
 * What something is signed for. Each purpose has a key of its own, so that one kind never passes as
 * another (contract: security.md section 4).
 */
public enum Purpose {
  UPLOAD,
  RESUMABLE,
  DOWNLOAD,
  STREAM,
  CURSOR,
  TOKEN,
  /** Not signed but encrypted, see {@link Vault}. */
  VAULT;

  /** The word from which the purpose's key is derived; changing it makes all it signed invalid. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
