package io.vitrine.library;

import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingStep;
import java.util.List;
import java.util.Map;

/** What is done with files of each media type (contract: processing.md section 2). */
public record ProcessingPlan(Map<MediaType, Steps> steps) {
  /** Files are left as they are. */
  public static final ProcessingPlan NONE = new ProcessingPlan(Map.of());

  public ProcessingPlan {
    steps = Map.copyOf(steps);
  }

  /**
   * The steps for files of one type, each list in order.
   *
   * @param essential before a file is ready; when one fails, the file fails
   * @param later when it is ready; when one fails, its variants fail
   */
  public record Steps(List<ProcessingStep> essential, List<ProcessingStep> later) {
    /** Nothing is to be done. */
    public static final Steps NONE = new Steps(List.of(), List.of());

    public Steps {
      essential = List.copyOf(essential);
      later = List.copyOf(later);
    }
  }

  /** The steps for files of this type. */
  Steps of(MediaType type) {
    return steps.getOrDefault(type, Steps.NONE);
  }
}
