package io.vitrine;

import io.vitrine.library.ProcessingLimits;
import io.vitrine.library.ProcessingPlan;
import io.vitrine.media.PictureRenderer;
import java.util.Optional;

/**
 * What makes pictures and processes files, so that tests can put something else there.
 *
 * @param renderer makes pictures by URL; empty for the one that the settings name
 * @param plan what is done with files; empty for what the tools of this machine can do
 * @param limits how long and how often
 */
record Engines(
    Optional<PictureRenderer> renderer, Optional<ProcessingPlan> plan, ProcessingLimits limits) {

  /** What the settings name. */
  static Engines real() {
    return new Engines(Optional.empty(), Optional.empty(), ProcessingLimits.CONTRACT);
  }

  Engines with(PictureRenderer other) {
    return new Engines(Optional.of(other), plan, limits);
  }

  Engines with(ProcessingPlan other, ProcessingLimits otherLimits) {
    return new Engines(renderer, Optional.of(other), otherLimits);
  }
}
