package io.vitrine.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Changes of jobs, so that work is scheduled and settled with the rows that it is about. */
public interface JobChanges extends Jobs {

  /**
   * Adds a job.
   *
   * @param job its site exists, and no other of its kind has its key
   */
  void schedule(Job job);

  /**
   * Leases jobs that are due to a worker. Jobs whose lease has run out are due at once. Sites take
   * turns: one for which fewer jobs run comes first, then the one that has waited longest. Within a
   * site the job that has been due longest comes first.
   */
  List<Job> claim(JobClaim claim);

  /**
   * Prolongs leases.
   *
   * @return those that are lost: their jobs were claimed again, cancelled, or went with their file
   */
  List<JobLease> renew(Collection<JobLease> leases, Instant until);

  /**
   * Whether the lease still is the worker's. What goes into the same transaction comes from the one
   * that holds the job.
   */
  boolean holds(JobLease lease);

  /**
   * Notes how far the work is; it is forgotten when the job is claimed again or put off.
   *
   * @return false when the lease is lost
   */
  boolean tell(JobLease lease, JobProgress progress);

  /**
   * Removes a job because its work is done. What the work changed goes into the same transaction.
   *
   * @return false when the lease is lost: then the caller must change nothing
   */
  boolean complete(JobLease lease);

  /**
   * Puts a job off, mostly after failures.
   *
   * @param failures how many there were since the claim
   * @return false when the lease is lost
   */
  boolean retry(JobLease lease, int failures, Instant due);

  /**
   * Gives a job back as it was, due at once, because its worker stops.
   *
   * @return false when the lease is lost
   */
  boolean giveBack(JobLease lease);

  /**
   * Removes a job, waiting or running; its worker learns it when it renews.
   *
   * @return whether there was one
   */
  boolean cancel(String kind, String key);
}
