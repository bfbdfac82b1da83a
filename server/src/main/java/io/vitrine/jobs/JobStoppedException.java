package io.vitrine.jobs;

/** Work on a job ended because it must: the server stops, or the job is no longer this worker's. */
public final class JobStoppedException extends RuntimeException {
  public JobStoppedException() {
    super("the job was told to stop", null, false, false);
  }
}
