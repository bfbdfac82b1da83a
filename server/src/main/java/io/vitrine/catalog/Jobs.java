package io.vitrine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about jobs. */
public interface Jobs {

  /** The job with this key, waiting or running. */
  Optional<Job> find(String kind, String key);

  /** All jobs that are for this file, by kind. */
  List<Job> ofFile(String fileId);

  /** How far a running job is; empty as long as its worker has not told. */
  Optional<JobProgress> progress(String kind, String key);

  /**
   * When there is something to claim at the earliest: the moment at which the next job is due or
   * the next lease runs out. It may be past. Empty when there are no jobs of this kind.
   */
  Optional<Instant> nextDue(String kind);

  /** How many jobs of this kind wait, due or not. */
  long waiting(String kind);
}
