package io.vitrine.library;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.JobProgress;
import io.vitrine.catalog.OperationStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the processing of a file is.
 *
 * @param status of the file itself
 * @param activity whether something is still to be done
 * @param progress of what is being done; empty when nothing is, and in its first moments
 * @param secondsLeft of the step that is being done, by its speed up to now
 * @param variants those that wait and failed ones too, by key
 * @param failure why the file failed
 */
public record ProcessingState(
    OperationStatus status,
    Activity activity,
    Optional<JobProgress> progress,
    OptionalLong secondsLeft,
    List<Asset> variants,
    Optional<FileFailure> failure) {

  /** Whether somebody works on a file. */
  public enum Activity {
    /** Nothing is to be done any more. */
    NONE,
    /** It waits for its turn, or has only just got it. */
    WAITING,
    WORKING
  }
}
