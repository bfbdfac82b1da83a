package io.vitrine.catalog;

import java.time.Instant;
import java.util.List;

/**
 * A promise to hand out files as one zip, for ever: what was asked for is kept, what is in it is
 * found when it is fetched (contract: delivery.md section 6).
 *
 * @param name its name in the URL, 32 hex digits; who knows it may read the files
 * @param siteId the only site whose files can be in it
 */
public record Archive(String name, String siteId, Contents contents, Instant created) {

  /** What was asked for. */
  public sealed interface Contents {

    /** Files by ID, in this order. */
    record Chosen(List<String> fileIds) implements Contents {
      public Chosen {
        fileIds = List.copyOf(fileIds);
      }
    }

    /** Everything below a folder. */
    record Tree(String folderId) implements Contents {}
  }
}
