package io.vitrine.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What an application wants to hear back in the events of a file (contract: types.md).
 *
 * @param origin at most 1,000 characters
 * @param externalIds at most 30 of at most 4,000 characters
 */
public record ExternalInfo(Optional<String> origin, List<String> externalIds) {
  public ExternalInfo {
    externalIds = List.copyOf(externalIds);
  }
}
