package io.vitrine.library;

import java.util.Optional;

/**
 * Hides what callers give along for the source of an import, as long as it must be kept (contract:
 * uploads.md section 3, private sources).
 */
public interface ImportSecrets {

  /** Hides a text that belongs to this file. */
  String close(String fileId, String text);

  /** The text; empty when it cannot be read any more. */
  Optional<String> open(String fileId, String hidden);
}
