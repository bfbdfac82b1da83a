package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.KeptAnswer;
import io.vitrine.catalog.KeptAnswers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does work once and remembers its answer for a day, so that the same request can come again.
 *
 * <p>The work and the keeping of its answer are one transaction: whatever happens in between, there
 * are both or neither. Of two equal requests at once the second waits for the first, since changes
 * of the catalog run one after another.
 */
public final class Repetitions {
  /** How long an answer is given again. */
  public static final Duration LIFE = Duration.ofDays(1);

  private final Catalog catalog;
  private final InstantSource clock;

  public Repetitions(Catalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** How work ended. */
  @SuppressWarnings("ArrayRecordComponent")
  public sealed interface Outcome {

    /** Something was done; it stays done together with this answer. */
    record Done(byte[] answer) implements Outcome {}

    /** The work was refused: what it changed is undone, and the answer is kept. */
    record Refused(byte[] answer) implements Outcome {}

    /** The work failed: what it changed is undone, and the next request tries again. */
    record Failed() implements Outcome {}
  }

  /**
   * Runs the work unless the request was answered before.
   *
   * @param id of the request, 64 hex digits
   * @param work runs at most once, inside a change of the catalog: it must not wait for anything
   *     else, and what it writes joins that change
   * @return the answer kept earlier; empty when the work ran now
   */
  public Optional<byte[]> once(String id, Supplier<Outcome> work) {
    Optional<byte[]> earlier = kept(catalog.keptAnswers(), id);
    if (earlier.isPresent()) {
      return earlier;
    }
    try {
      return catalog.write(transaction -> run(transaction, id, work));
    } catch (Undone undone) {
      return undone.outcome instanceof Outcome.Refused(byte[] answer)
          ? catalog.write(transaction -> keepUnlessKept(transaction, id, answer))
          : Optional.empty();
    }
  }

  private Optional<byte[]> run(Catalog.Transaction transaction, String id, Supplier<Outcome> work) {
    Optional<byte[]> meanwhile = kept(transaction.keptAnswers(), id);
    if (meanwhile.isPresent()) {
      return meanwhile;
    }
    Outcome outcome = work.get();
    if (outcome instanceof Outcome.Done(byte[] answer)) {
      return keepUnlessKept(transaction, id, answer);
    }
    throw new Undone(outcome);
  }

  private Optional<byte[]> keepUnlessKept(
      Catalog.Transaction transaction, String id, byte[] answer) {
    Optional<byte[]> meanwhile = kept(transaction.keptAnswers(), id);
    if (meanwhile.isEmpty()) {
      Instant expires = clock.instant().plus(LIFE);
      transaction.keptAnswers().keep(new KeptAnswer(id, answer, expires));
    }
    return meanwhile;
  }

  private Optional<byte[]> kept(KeptAnswers answers, String id) {
    return answers
        .find(id)
        .filter(answer -> clock.instant().isBefore(answer.expires()))
        .map(KeptAnswer::content);
  }

  /** Takes the outcome out of the change that it undoes. */
  private static final class Undone extends RuntimeException {
    private final transient Outcome outcome;

    private Undone(Outcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }
}
