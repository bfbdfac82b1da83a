package io.vitrine.jobs;

/**
 * Does the work of one kind of job. Called on a virtual thread for each job, and blocks until it is
 * done. It may be called again for a job whose worker was lost, so what it does must bear that.
 */
@FunctionalInterface
public interface JobHandler {

  /**
   * Does the job.
   *
   * @param run tells when to stop; waits and loops must heed it
   * @throws JobStoppedException when it heeded that
   * @throws Exception the job is put off, longer each time, and done again
   */
  JobOutcome handle(JobRun run) throws Exception;
}
