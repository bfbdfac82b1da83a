package io.vitrine.catalog;

import java.time.Instant;

/** Changes of kept answers. */
public interface KeptAnswerChanges extends KeptAnswers {

  /** Keeps an answer, in the place of an earlier one with the same ID. */
  void keep(KeptAnswer answer);

  /**
   * Removes the answers that expired before this moment.
   *
   * @return how many
   */
  int deleteExpiredBefore(Instant moment);
}
