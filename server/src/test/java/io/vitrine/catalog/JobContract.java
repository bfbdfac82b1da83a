package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Jobs: scheduled with their cause, held by one worker at a time, fair between sites. */
abstract class JobContract extends CatalogFixture {
  private static final String KIND = "test";
  private static final Instant LATER = NOON.plusSeconds(60);

  @Test
  void aJobIsThereFromTheCommitOfItsCauseOn() {
    Job job = job("a", SITE, "lane");

    assertThatThrownBy(
            () ->
                change(
                    transaction -> {
                      transaction.jobs().schedule(job);
                      throw new IllegalStateException("refused");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(catalog.jobs().find(KIND, "a")).isEmpty();
    assertThat(catalog.jobs().nextDue(KIND)).isEmpty();

    schedule(job);

    assertThat(catalog.jobs().find(KIND, "a")).contains(job);
    assertThat(catalog.jobs().find("other", "a")).isEmpty();
    assertThat(catalog.jobs().nextDue(KIND)).contains(NOON);
    assertThat(catalog.jobs().waiting(KIND)).isEqualTo(1);
  }

  @Test
  void twoJobsOfAKindCannotHaveOneKey() {
    schedule(job("a", SITE, "lane"));

    assertThatThrownBy(() -> schedule(job("a", SITE, "lane"))).isInstanceOf(CatalogException.class);
  }

  @Test
  void aClaimedJobIsNobodyElsesUntilItsLeaseRunsOut() {
    schedule(job("a", SITE, "lane"));

    Job first = claimOne(NOON);
    assertThat(first.attempt()).isEqualTo(1);
    assertThat(claim(NOON.plusSeconds(59), 5)).isEmpty();
    assertThat(catalog.jobs().waiting(KIND)).isZero();
    assertThat(catalog.jobs().nextDue(KIND)).contains(LATER);

    Job second = claimOne(LATER);

    assertThat(second.attempt()).isEqualTo(2);
    assertThat(complete(first)).isFalse();
    assertThat(settle(jobs -> jobs.retry(first.lease(), 1, LATER))).isFalse();
    assertThat(settle(jobs -> jobs.giveBack(first.lease()))).isFalse();
    assertThat(lost(List.of(first.lease(), second.lease()), LATER)).containsExactly(first.lease());
    assertThat(complete(second)).isTrue();
    assertThat(complete(second)).isFalse();
    assertThat(catalog.jobs().find(KIND, "a")).isEmpty();
  }

  @Test
  void progressIsToldByTheHolderAndForgottenWithTheClaim() {
    schedule(job("a", SITE, "lane"));
    Job first = claimOne(NOON);
    JobProgress half = new JobProgress("posters", 75, 50, NOON.plusSeconds(3));
    assertThat(catalog.jobs().progress(KIND, "a")).isEmpty();

    assertThat(settle(jobs -> jobs.tell(first.lease(), half))).isTrue();
    assertThat(catalog.jobs().progress(KIND, "a")).contains(half);
    assertThat(settle(jobs -> jobs.holds(first.lease()))).isTrue();

    Job second = claimOne(LATER);
    assertThat(catalog.jobs().progress(KIND, "a")).isEmpty();
    assertThat(settle(jobs -> jobs.tell(first.lease(), half))).isFalse();
    assertThat(settle(jobs -> jobs.holds(first.lease()))).isFalse();
    assertThat(settle(jobs -> jobs.holds(second.lease()))).isTrue();
    assertThat(settle(jobs -> jobs.tell(second.lease(), half))).isTrue();
    assertThat(settle(jobs -> jobs.giveBack(second.lease()))).isTrue();
    assertThat(catalog.jobs().progress(KIND, "a")).as("of a job that waits").isEmpty();
  }

  @Test
  void theJobsOfAFileAreFound() {
    FileDescriptor file = addFile(MEDIA, "film");
    Job process = Job.fresh("a", file.id(), SITE, "", Optional.of(file.id()), "", NOON);
    Job enrich = Job.fresh("b", file.id(), SITE, "", Optional.of(file.id()), "", NOON);
    schedule(enrich);
    schedule(process);
    schedule(job("c", SITE, "lane"));

    assertThat(catalog.jobs().ofFile(file.id())).containsExactly(process, enrich);
  }

  @Test
  void aRenewedLeaseHoldsLonger() {
    schedule(job("a", SITE, "lane"));
    Job held = claimOne(NOON);

    assertThat(lost(List.of(held.lease()), LATER.plusSeconds(30))).isEmpty();

    assertThat(claim(LATER.plusSeconds(29), 1)).isEmpty();
    assertThat(claim(LATER.plusSeconds(30), 1)).hasSize(1);
  }

  @Test
  void aFailedJobComesBackWhenItIsDueAgainAndCountsItsFailures() {
    schedule(job("a", SITE, "lane"));
    Job held = claimOne(NOON);

    assertThat(settle(jobs -> jobs.retry(held.lease(), 2, NOON.plusSeconds(10)))).isTrue();

    assertThat(catalog.jobs().nextDue(KIND)).contains(NOON.plusSeconds(10));
    assertThat(claim(NOON.plusSeconds(9), 1)).isEmpty();
    Job again = claimOne(NOON.plusSeconds(10));
    assertThat(again.failures()).isEqualTo(2);
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.payload()).isEqualTo(held.payload());
  }

  @Test
  void aJobGivenBackIsDueAtOnceAndHasNotFailed() {
    schedule(job("a", SITE, "lane"));
    Job held = claimOne(NOON);

    assertThat(settle(jobs -> jobs.giveBack(held.lease()))).isTrue();

    Job again = claimOne(NOON);
    assertThat(again.failures()).isZero();
    assertThat(complete(held)).isFalse();
  }

  @Test
  void aCancelledJobIsLostToItsWorker() {
    schedule(job("waiting", SITE, "one"));
    schedule(job("running", SITE, "two"));
    Job held = claim(NOON, 1).getFirst();

    assertThat(settle(jobs -> jobs.cancel(KIND, "waiting"))).isTrue();
    assertThat(settle(jobs -> jobs.cancel(KIND, "running"))).isTrue();
    assertThat(settle(jobs -> jobs.cancel(KIND, "running"))).isFalse();

    assertThat(lost(List.of(held.lease()), LATER)).containsExactly(held.lease());
    assertThat(claim(LATER, 5)).isEmpty();
  }

  @Test
  void aJobGoesWithItsFileAlsoWhenAFolderTakesItAlong() {
    Folder folder = addFolder(MEDIA, "folder");
    FileDescriptor alone = addFile(MEDIA, "alone");
    FileDescriptor inFolder = addFile(folder.id(), "in folder");
    FileDescriptor kept = addFile(MEDIA, "kept");
    for (FileDescriptor file : List.of(alone, inFolder, kept)) {
      Optional<String> id = Optional.of(file.id());
      schedule(Job.fresh(KIND, file.id(), SITE, file.id(), id, "{}", NOON));
    }
    Job held = claim(NOON, 1).getFirst();
    trashFiles(alone.id(), inFolder.id(), kept.id());
    assertThat(catalog.jobs().find(KIND, alone.id())).isPresent();
    restoreFiles(alone.id(), inFolder.id(), kept.id());

    change(
        transaction -> {
          transaction.files().delete(SITE, List.of(alone.id()));
          transaction.folders().delete(SITE, List.of(folder.id()));
        });

    assertThat(held.key()).isEqualTo(alone.id());
    assertThat(complete(held)).isFalse();
    assertThat(claim(LATER, 5)).extracting(Job::key).containsExactly(kept.id());
  }

  @Test
  void whatIsDueLongestComesFirstWithinASite() {
    schedule(due(job("third", SITE, "c"), 3));
    schedule(due(job("first", SITE, "b"), 1));
    schedule(due(job("second", SITE, "a"), 2));
    schedule(due(job("never", SITE, "a"), 100));

    assertThat(claim(NOON.plusSeconds(10), 9))
        .extracting(Job::key)
        .containsExactly("first", "second", "third");
  }

  @Test
  void sitesTakeTurnsHoweverManyJobsEachHas() {
    createSite("site-2");
    createSite("site-3");
    for (int i = 0; i < 6; i++) {
      schedule(job("a" + i, SITE, "lane" + i));
    }
    schedule(job("b0", "site-2", "lane"));
    schedule(job("c0", "site-3", "lane0"));
    schedule(job("c1", "site-3", "lane1"));

    assertThat(claim(NOON, 5))
        .extracting(Job::siteId)
        .containsExactly(SITE, "site-2", "site-3", SITE, "site-3");
  }

  @Test
  void aSiteThatWasServedWaitsForTheOthersAlsoWhenOneJobRunsAtATime() {
    createSite("site-2");
    for (int i = 0; i < 4; i++) {
      schedule(job("a" + i, SITE, "lane"));
    }
    schedule(job("b0", "site-2", "lane"));
    schedule(job("b1", "site-2", "lane"));
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Job job = claimOne(NOON);
      order.add(job.key());
      complete(job);
    }

    assertThat(order).containsExactly("a0", "b0", "a1", "b1", "a2", "a3");
  }

  @Test
  void neitherASiteNorALaneRunsMoreThanItMay() {
    createSite("site-2");
    for (int i = 0; i < 5; i++) {
      schedule(job("x" + i, SITE, "x"));
      schedule(job("y" + i, SITE, "y"));
      schedule(job("other" + i, "site-2", "x"));
    }

    List<Job> first = claim(NOON, 20);

    assertThat(keys(first)).containsExactlyInAnyOrder("x0", "x1", "y0", "other0", "other1");
    assertThat(claim(NOON, 20)).isEmpty();
    complete(first.stream().filter(job -> job.key().equals("x0")).findFirst().orElseThrow());
    assertThat(keys(claim(NOON, 20))).containsExactly("y1");
  }

  @Test
  void twoWorkersAndLostLeasesDoEachJobOnce() throws Exception {
    int jobs = 60;
    for (int i = 0; i < jobs; i++) {
      schedule(job("job" + i, SITE, "lane" + i));
    }
    Set<String> done = ConcurrentHashMap.newKeySet();

    List<Job> lost = work(NOON, done, true);
    assertThat(done).hasSize(jobs - lost.size()).hasSize(jobs / 3 * 2);
    assertThat(work(LATER.minusMillis(1), done, false)).isEmpty();
    assertThat(done).hasSize(jobs / 3 * 2);

    assertThat(work(LATER, done, false)).isEmpty();

    assertThat(done).hasSize(jobs);
    assertThat(lost).allMatch(job -> !complete(job));
    assertThat(catalog.jobs().nextDue(KIND)).isEmpty();
  }

  /** Two workers do what is due; answers what they claimed and then forgot. */
  private List<Job> work(Instant now, Set<String> done, boolean loseSome) throws Exception {
    List<Job> lost = Collections.synchronizedList(new ArrayList<>());
    Callable<Boolean> worker =
        () -> {
          JobClaim claim = new JobClaim(KIND, now, now.plusSeconds(60), 3, 1_000, 1);
          List<Job> jobs = catalog.write(transaction -> transaction.jobs().claim(claim));
          while (!jobs.isEmpty()) {
            for (Job job : jobs) {
              if (loseSome && Integer.parseInt(job.key().substring(3)) % 3 == 0) {
                lost.add(job);
              } else {
                assertThat(complete(job)).isTrue();
                assertThat(done.add(job.key())).as(job.key() + " was done once").isTrue();
              }
            }
            jobs = catalog.write(transaction -> transaction.jobs().claim(claim));
          }
          return true;
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> one : threads.invokeAll(List.of(worker, worker))) {
        assertThat(one.get()).isTrue();
      }
    }
    return lost;
  }

  private static Job job(String key, String site, String lane) {
    return Job.fresh(KIND, key, site, lane, Optional.empty(), "{\"of\":\"" + key + "\"}", NOON);
  }

  private static Job due(Job job, int seconds) {
    return new Job(
        job.kind(),
        job.key(),
        job.siteId(),
        job.lane(),
        job.fileId(),
        job.payload(),
        job.created(),
        NOON.plusSeconds(seconds),
        0,
        0);
  }

  private void schedule(Job job) {
    change(transaction -> transaction.jobs().schedule(job));
  }

  private Job claimOne(Instant now) {
    List<Job> claimed = claim(now, 1);
    assertThat(claimed).hasSize(1);
    return claimed.getFirst();
  }

  /** Three at once a site, two a lane, for a minute. */
  private List<Job> claim(Instant now, int most) {
    JobClaim claim = new JobClaim(KIND, now, now.plus(Duration.ofMinutes(1)), most, 3, 2);
    return catalog.write(transaction -> transaction.jobs().claim(claim));
  }

  private boolean complete(Job job) {
    return settle(jobs -> jobs.complete(job.lease()));
  }

  private List<JobLease> lost(List<JobLease> leases, Instant until) {
    return catalog.write(transaction -> transaction.jobs().renew(leases, until));
  }

  private boolean settle(java.util.function.Predicate<JobChanges> change) {
    return catalog.write(transaction -> change.test(transaction.jobs()));
  }

  private static List<String> keys(List<Job> jobs) {
    return jobs.stream().map(Job::key).toList();
  }
}
