package io.vitrine.media;

import java.io.IOException;

/**
 * One step in making a file fit for the web, such as its posters. The lists of steps of each media
 * type stand in {@code io.vitrine.Processing}. Safe for use by many threads, each with a workpiece
 * of its own; whatever a step must remember of one file is noted on the workpiece.
 */
public interface ProcessingStep {

  /** Stands in progress, logs and metrics, such as {@code posters}. Lower case, short. */
  String name();

  /**
   * Does it. A step that has nothing to do for this file returns at once.
   *
   * @throws ProcessingException when the file cannot be processed, for good
   * @throws IOException when something failed on our side; the step is done again later
   * @throws InterruptedException when it must stop: the job was cancelled or the server stops.
   *     Whatever runs outside must have ended before this is thrown
   */
  void run(Workpiece work) throws ProcessingException, IOException, InterruptedException;
}
