package io.vitrine.library;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.jobs.JobHandler;
import io.vitrine.jobs.JobKind;
import io.vitrine.media.MediaType;
import java.time.Duration;

/**
 * The queues of processing. Each has workers of its own, so that a picture never waits behind a
 * film, nor a file that is not ready yet behind the variants of one that is.
 */
enum ProcessingKind {
  /** Essential steps of what takes seconds. */
  PROCESS("process", true, false),
  /** Essential steps of what takes minutes or hours. */
  FILM("film", true, true),
  /** Later steps of what takes seconds. */
  ENRICH("enrich", false, false),
  /** Later steps of what takes minutes or hours. */
  ENRICH_FILM("enrich-film", false, true);

  /** A sound of more bytes takes as long as a film. */
  private static final long LONG_SOUND = 50_000_000;

  /** Claims and commits of other jobs go on while one has its turn. */
  private static final int CLAIMED_PER_TURN = 4;

  private final String jobKind;
  private final boolean essential;
  private final boolean lengthy;

  ProcessingKind(String jobKind, boolean essential, boolean lengthy) {
    this.jobKind = jobKind;
    this.essential = essential;
    this.lengthy = lengthy;
  }

  /** The queue for the essential steps of a file that has its bytes. */
  static ProcessingKind essentialFor(FileDescriptor file) {
    return isLengthy(file) ? FILM : PROCESS;
  }

  /** The queue for the later steps of a file that has its bytes. */
  static ProcessingKind laterFor(FileDescriptor file) {
    return isLengthy(file) ? ENRICH_FILM : ENRICH;
  }

  private static boolean isLengthy(FileDescriptor file) {
    return file.mediaType() == MediaType.VIDEO
        || (file.mediaType() == MediaType.AUDIO
            && file.blob().map(BlobReference::size).orElse(0L) > LONG_SOUND);
  }

  /** What its jobs are called in their rows. */
  String jobKind() {
    return jobKind;
  }

  boolean isEssential() {
    return essential;
  }

  /**
   * How many files are worked on at once by one process.
   *
   * @param workers that the operator wants, at least 1
   */
  int turns(int workers) {
    return this == PROCESS ? workers : Math.max(1, workers / 2);
  }

  /** How it does its jobs beside others: nobody waits for the variants of what is ready. */
  JobHandler inOrder(JobHandler handler, RightOfWay quickFiles) {
    return switch (this) {
      case PROCESS -> quickFiles.before(handler);
      case ENRICH -> quickFiles.behind(handler);
      case FILM, ENRICH_FILM -> handler;
    };
  }

  /** How its jobs are claimed. Sites take turns, so none needs a limit of its own. */
  JobKind claimedBy(int workers, Duration lease) {
    int atOnce = lengthy ? turns(workers) : turns(workers) * CLAIMED_PER_TURN;
    return new JobKind(jobKind, atOnce, Integer.MAX_VALUE, Integer.MAX_VALUE, lease);
  }
}
