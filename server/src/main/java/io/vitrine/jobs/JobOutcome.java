package io.vitrine.jobs;

import java.time.Duration;

/** What became of a job. */
public sealed interface JobOutcome {

  /** Nothing more is to be done; the worker removes the row. */
  record Done() implements JobOutcome {}

  /** The handler removed the row itself, in the transaction with what it changed. */
  record Settled() implements JobOutcome {}

  /**
   * Try again, not before this time has passed.
   *
   * @param failures how many there were since the claim; none when it only had to wait
   */
  record Retry(Duration after, int failures) implements JobOutcome {}

  /** Stopped in the middle: somebody shall do it again, at once. */
  record GivenBack() implements JobOutcome {}
}
