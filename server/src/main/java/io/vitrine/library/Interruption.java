package io.vitrine.library;

import java.util.Optional;

/**
 * Ends the work of a thread on a step. The thread is interrupted only while it is within one, so
 * that what it does afterwards, such as noting how the work ended, is left alone.
 */
final class Interruption {
  /** Why work must end. */
  enum Cause {
    /** The job is somebody else's now, was cancelled, or the process stops. */
    STOPPED,
    /** It took all the time that a job may take. */
    OUT_OF_TIME
  }

  private Optional<Cause> cause = Optional.empty();
  private Optional<Thread> inStep = Optional.empty();

  /**
   * Has the thread that is within a step, or enters the next one, end it; the first cause counts.
   */
  synchronized void interrupt(Cause why) {
    if (cause.isEmpty()) {
      cause = Optional.of(why);
    }
    inStep.ifPresent(Thread::interrupt);
  }

  /** The calling thread begins with something that may be interrupted. */
  synchronized void enter() throws InterruptedException {
    if (cause.isPresent()) {
      throw new InterruptedException();
    }
    inStep = Optional.of(Thread.currentThread());
  }

  /** It has ended it; an interrupt that came too late is forgotten. */
  synchronized void leave() {
    inStep = Optional.empty();
    Thread.interrupted();
  }

  synchronized Optional<Cause> cause() {
    return cause;
  }
}
