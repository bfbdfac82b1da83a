package io.vitrine.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.UnaryOperator;

/**
 * One file that is being processed, as its steps see it. For one thread. What is noted and
 * delivered becomes visible to others when its step has ended well, all at once.
 */
public interface Workpiece {

  SourceFile source();

  /** An empty folder of its own, removed with everything in it when the work ends. */
  Path folder();

  /** What is known of the file so far, also from earlier jobs. */
  MediaFacts facts();

  /** Adds to what is known. */
  void note(UnaryOperator<MediaFacts> change);

  /**
   * Tells which variants this step is going to make, so that each is shown as waiting, and as
   * failed when the step fails. Those that were made by an earlier job may be named again.
   */
  void plan(Collection<String> assetKeys);

  /** Whether this variant is there already, made by an earlier job. */
  boolean has(String assetKey);

  /** The details of a variant that is there already, by this job or an earlier one; "" for none. */
  String details(String assetKey);

  /**
   * Hands over a variant; the same key again replaces it.
   *
   * @throws IOException when it cannot be stored
   */
  void deliver(MadeAsset asset) throws IOException;

  /** Notes that a planned variant cannot be made; the step goes on with the others. */
  void fail(String assetKey, ProcessingException.Code code, String message);

  /**
   * Shows to others what was delivered and noted up to now, before the step has ended: of use where
   * variants come one by one, minutes apart.
   */
  void publish();

  /** Words of the file's text that a search shall find it by; cut to a sensible size. */
  void searchable(String text);

  /**
   * Tells how far the step is.
   *
   * @param share 0 to 1
   */
  void progress(double share);
}
