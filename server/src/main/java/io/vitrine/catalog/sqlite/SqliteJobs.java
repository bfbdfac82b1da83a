package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Job;
import io.vitrine.catalog.JobChanges;
import io.vitrine.catalog.JobClaim;
import io.vitrine.catalog.JobLease;
import io.vitrine.catalog.JobProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** The tables {@code job} and {@code job_turn}. */
final class SqliteJobs implements JobChanges {
  private static final String SELECT =
      "select j.*, s.id as site_id from job j join site s on s.number = j.site";

  /** The job of a claim, as long as the claim holds. */
  private static final String HELD =
      " where kind = ? and key = ? and attempts = ? and leased_until is not null";

  /** Each step jumps over all jobs of a site, so that the cost is that of the sites. */
  private static final String WAITING_SITES =
      """
      with recursive waiting (site) as (
        select min(site) from job where kind = ?1 and leased_until is null
        union all
        select (select min(site) from job
                 where kind = ?1 and leased_until is null and site > waiting.site)
          from waiting where waiting.site is not null)
      select w.site, coalesce(t.turn, 0) as turn,
             (select count(*) from job where kind = ?1 and site = w.site
                 and leased_until is not null) as running
        from waiting w left join job_turn t on t.kind = ?1 and t.site = w.site
       where w.site is not null
      """;

  /**
   * The job of a site that has been due longest of those whose lane has room. Only the first
   * thousand lanes in which jobs wait are looked at, by their names, so that no site can keep the
   * writer long; the lanes behind them wait until some of these are empty.
   */
  private static final String FIRST_OF_SITE =
      """
      with recursive waiting (lane, number) as (
        select min(lane), 1 from job where kind = ?1 and site = ?2 and leased_until is null
        union all
        select (select min(lane) from job where kind = ?1 and site = ?2 and leased_until is null
                   and lane > waiting.lane), number + 1
          from waiting where waiting.lane is not null and number < 1000)
      select j.seq
        from waiting w
        join job j on j.seq = (select seq from job where kind = ?1 and site = ?2
             and lane = w.lane and leased_until is null order by due, seq limit 1)
       where j.due <= ?3
         and (select count(*) from job where kind = ?1 and site = ?2 and lane = w.lane
                 and leased_until is not null) < ?4
       order by j.due, j.seq limit 1
      """;

  private final Sessions sessions;

  SqliteJobs(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<Job> find(String kind, String key) {
    return sessions.ask(
        session ->
            session.first(SELECT + " where j.kind = ? and j.key = ?", SqliteJobs::job, kind, key));
  }

  @Override
  public List<Job> ofFile(String fileId) {
    return sessions.ask(
        session ->
            session.list(SELECT + " where j.file = ? order by j.kind", SqliteJobs::job, fileId));
  }

  @Override
  public Optional<JobProgress> progress(String kind, String key) {
    return sessions.ask(
        session ->
            session.first(
                "select step, percent, step_percent, step_started from job where kind = ?"
                    + " and key = ? and leased_until is not null and step is not null",
                row ->
                    new JobProgress(
                        row.getString("step"),
                        row.getInt("percent"),
                        row.getInt("step_percent"),
                        Columns.instant(row, "step_started")),
                kind,
                key));
  }

  @Override
  public Optional<Instant> nextDue(String kind) {
    return sessions.ask(
        session ->
            session
                .first(
                    "select min(moment) as moment from ("
                        + " select min(due) as moment from job"
                        + " where kind = ?1 and leased_until is null"
                        + " union all select min(leased_until) from job"
                        + " where kind = ?1 and leased_until is not null)",
                    row -> Columns.optionalInstant(row, "moment"),
                    kind)
                .orElseThrow());
  }

  @Override
  public long waiting(String kind) {
    return sessions.ask(
        session ->
            session.number(
                "select count(*) from job where kind = ? and leased_until is null", kind));
  }

  @Override
  public void schedule(Job job) {
    sessions.ask(
        session ->
            session.update(
                "insert into job (kind, key, site, lane, file, payload, created, due, attempts,"
                    + " failures) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                job.kind(),
                job.key(),
                SqliteSites.numberOf(session, job.siteId()),
                job.lane(),
                job.fileId().orElse(null),
                job.payload(),
                Columns.millis(job.created()),
                Columns.millis(job.due()),
                job.attempt(),
                job.failures()));
  }

  @Override
  public List<Job> claim(JobClaim claim) {
    return sessions.ask(session -> claim(session, claim));
  }

  private static List<Job> claim(Session session, JobClaim claim) {
    session.update(
        "update job set leased_until = null, due = ? where kind = ? and leased_until <= ?",
        Columns.millis(claim.now()),
        claim.kind(),
        Columns.millis(claim.now()));
    PriorityQueue<Turn> turns = new PriorityQueue<>(Turn.ORDER);
    turns.addAll(session.list(WAITING_SITES, Turn::of, claim.kind()));
    List<Job> claimed = new ArrayList<>();
    while (claimed.size() < claim.most() && !turns.isEmpty()) {
      Turn turn = turns.remove();
      if (turn.running < claim.perSite()) {
        Optional<Long> first =
            session.first(
                FIRST_OF_SITE,
                row -> row.getLong(1),
                claim.kind(),
                turn.site,
                Columns.millis(claim.now()),
                claim.perLane());
        if (first.isPresent()) {
          claimed.add(lease(session, first.get(), claim));
          turns.add(new Turn(turn.site, take(session, claim.kind(), turn.site), turn.running + 1));
        }
      }
    }
    return claimed;
  }

  private static Job lease(Session session, long seq, JobClaim claim) {
    session.update(
        "update job set leased_until = ?, attempts = attempts + 1, step = null where seq = ?",
        Columns.millis(claim.leaseUntil()),
        seq);
    return session.first(SELECT + " where j.seq = ?", SqliteJobs::job, seq).orElseThrow();
  }

  /** Puts a site behind all others and answers its place. */
  private static long take(Session session, String kind, long site) {
    long turn =
        session.number("select coalesce(max(turn), 0) + 1 from job_turn where kind = ?", kind);
    session.update(
        "insert into job_turn (kind, site, turn) values (?, ?, ?)"
            + " on conflict do update set turn = excluded.turn",
        kind,
        site,
        turn);
    return turn;
  }

  @Override
  public List<JobLease> renew(Collection<JobLease> leases, Instant until) {
    return leases.stream()
        .filter(
            lease ->
                !change(lease, "update job set leased_until = ?" + HELD, Columns.millis(until)))
        .toList();
  }

  @Override
  public boolean holds(JobLease lease) {
    return sessions.ask(
        session ->
            session.number(
                    "select count(*) from job" + HELD, lease.kind(), lease.key(), lease.attempt())
                > 0);
  }

  @Override
  public boolean tell(JobLease lease, JobProgress progress) {
    return change(
        lease,
        "update job set step = ?, percent = ?, step_percent = ?, step_started = ?" + HELD,
        progress.step(),
        progress.percent(),
        progress.stepPercent(),
        Columns.millis(progress.stepStarted()));
  }

  @Override
  public boolean complete(JobLease lease) {
    return change(lease, "delete from job" + HELD);
  }

  @Override
  public boolean retry(JobLease lease, int failures, Instant due) {
    return change(
        lease,
        "update job set leased_until = null, failures = failures + ?, due = ?" + HELD,
        failures,
        Columns.millis(due));
  }

  @Override
  public boolean giveBack(JobLease lease) {
    return change(lease, "update job set leased_until = null" + HELD);
  }

  @Override
  public boolean cancel(String kind, String key) {
    return sessions.ask(
        session -> session.update("delete from job where kind = ? and key = ?", kind, key) > 0);
  }

  private boolean change(JobLease lease, String sql, Object... values) {
    List<Object> all = new ArrayList<>(List.of(values));
    all.addAll(List.of(lease.kind(), lease.key(), lease.attempt()));
    return sessions.ask(session -> session.update(sql, all.toArray()) > 0);
  }

  private static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getString("kind"),
        row.getString("key"),
        row.getString("site_id"),
        row.getString("lane"),
        Columns.optionalText(row, "file"),
        row.getString("payload"),
        Columns.instant(row, "created"),
        Columns.instant(row, "due"),
        row.getInt("attempts"),
        row.getInt("failures"));
  }

  /** The place of a site in the queue of sites. */
  private record Turn(long site, long turn, int running) {
    static final Comparator<Turn> ORDER =
        Comparator.comparingInt(Turn::running)
            .thenComparingLong(Turn::turn)
            .thenComparingLong(Turn::site);

    static Turn of(ResultSet row) throws SQLException {
      return new Turn(row.getLong("site"), row.getLong("turn"), row.getInt("running"));
    }
  }
}
