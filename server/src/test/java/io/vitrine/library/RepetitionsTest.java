package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.library.Repetitions.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepetitionsTest {
  private static final String ID = "%064x".formatted(1);
  private static final byte[] ANSWER = {1, 2, 3};

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final AtomicInteger made = new AtomicInteger();
  private Catalog catalog;
  private Repetitions repetitions;

  @BeforeEach
  void open(@TempDir Path folder) {
    catalog = SqliteCatalog.open(folder.resolve("catalog.db"), new SimpleMeterRegistry());
    repetitions = new Repetitions(catalog, () -> now);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void workIsDoneOnceAndItsAnswerGivenAgainForADay() {
    assertThat(repetitions.once(ID, this::makeSite)).isEmpty();
    now = now.plus(Duration.ofDays(1)).minusMillis(1);
    assertThat(repetitions.once(ID, this::makeSite)).hasValue(ANSWER);
    assertThat(catalog.sites().list()).hasSize(1);

    now = now.plusMillis(1);
    assertThat(repetitions.once(ID, this::makeSite)).isEmpty();
    assertThat(catalog.sites().list()).hasSize(2);
    assertThat(repetitions.once(ID, this::makeSite)).hasValue(ANSWER);
  }

  @Test
  void aRefusalIsKeptAndWhatWasChangedBeforeItIsNot() {
    assertThat(
            repetitions.once(
                ID,
                () -> {
                  makeSite();
                  return new Outcome.Refused(ANSWER);
                }))
        .isEmpty();

    assertThat(catalog.sites().list()).isEmpty();
    assertThat(repetitions.once(ID, this::makeSite)).hasValue(ANSWER);
    assertThat(catalog.sites().list()).isEmpty();
  }

  @Test
  void aFailureLeavesNothingAndTheNextRequestTriesAgain() {
    assertThat(
            repetitions.once(
                ID,
                () -> {
                  makeSite();
                  return new Outcome.Failed();
                }))
        .isEmpty();
    assertThatThrownBy(
            () ->
                repetitions.once(
                    ID,
                    () -> {
                      makeSite();
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertThat(catalog.sites().list()).isEmpty();
    assertThat(repetitions.once(ID, this::makeSite)).isEmpty();
    assertThat(catalog.sites().list()).hasSize(1);
  }

  @Test
  void ofManyRequestsAtOnceOneWorks() throws Exception {
    List<Callable<Boolean>> requests = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      requests.add(() -> repetitions.once(ID, this::makeSite).isPresent());
    }
    int repeated = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> answer : threads.invokeAll(requests)) {
        repeated += answer.get() ? 1 : 0;
      }
    }

    assertThat(repeated).isEqualTo(49);
    assertThat(made).hasValue(1);
    assertThat(catalog.sites().list()).hasSize(1);
  }

  /** Writes as a handler does: by a change of its own, which joins. */
  private Outcome makeSite() {
    String id = "site-" + made.incrementAndGet();
    catalog.write(
        transaction -> {
          transaction.sites().create(id, now);
          return id;
        });
    return new Outcome.Done(ANSWER);
  }
}
