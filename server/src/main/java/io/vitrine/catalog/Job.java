package io.vitrine.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * Work that outlives the process: a row that is scheduled in the transaction that makes the work
 * necessary, and is there until the work is done (design decision 8).
 *
 * @param kind what sort of work it is, such as {@code import}; the catalog gives it no meaning
 * @param key tells it from others of its kind; at most one job has it
 * @param siteId for whom it is done; sites take turns
 * @param lane jobs of one site that share a lane get in each other's way, so that only a few of
 *     them run at once
 * @param fileId the file that it is for: when the file is deleted for good, the job goes with it
 * @param payload what the worker needs to know, in a form that only its kind knows
 * @param due not before
 * @param attempt how often it was claimed; a claim is known by this number
 * @param failures how many there were before its worker put it off, over all claims
 */
public record Job(
    String kind,
    String key,
    String siteId,
    String lane,
    Optional<String> fileId,
    String payload,
    Instant created,
    Instant due,
    int attempt,
    int failures) {

  /** A job that nobody has claimed yet, due at once. */
  public static Job fresh(
      String kind,
      String key,
      String siteId,
      String lane,
      Optional<String> fileId,
      String payload,
      Instant created) {
    return new Job(kind, key, siteId, lane, fileId, payload, created, created, 0, 0);
  }

  /** What its worker shows to change it. */
  public JobLease lease() {
    return new JobLease(kind, key, attempt);
  }
}
