package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.ClaimedDelivery;
import io.vitrine.catalog.Delivery;
import io.vitrine.catalog.DeliveryAttempt;
import io.vitrine.catalog.DeliveryChanges;
import io.vitrine.catalog.DeliveryClaim;
import io.vitrine.catalog.DeliveryState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The table {@code delivery}. */
final class SqliteDeliveries implements DeliveryChanges {
  private static final String SELECT =
      "select d.number, d.state, d.attempts, d.failures, d.claims, d.due, d.last_attempt,"
          + " d.last_status, d.last_error, "
          + SqliteEvents.COLUMNS
          + ", "
          + SqliteSubscriptions.COLUMNS
          + " from delivery d join event e on e.seq = d.event"
          + " join subscription s on s.number = d.subscription join site i on i.number = s.site";

  private static final String FRESH =
      " from delivery d where d.subscription = ? and d.state = 'WAITING' and d.attempts = 0";

  /** Not closed: says that no earlier delivery for the same entity waits, of those said then. */
  private static final String NONE_BEFORE =
      " and not exists (select 1 from delivery b where b.subscription = d.subscription"
          + " and b.entity = d.entity and b.state = 'WAITING' and b.number < d.number";

  /** A claim that holds. */
  private static final String HELD =
      " where number = ? and claims = ? and leased_until is not null";

  private final Sessions sessions;

  SqliteDeliveries(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<Delivery> list(
      String siteId,
      String subscriptionId,
      Optional<DeliveryState> state,
      OptionalLong before,
      int limit) {
    Sql sql = new Sql();
    sql.add(SELECT + " where i.id = ? and s.id = ?", siteId, subscriptionId);
    state.ifPresent(one -> sql.add(" and d.state = ?", one.name()));
    before.ifPresent(number -> sql.add(" and d.number < ?", number));
    sql.add(" order by d.number desc limit ?", limit);
    return sessions.ask(
        session -> session.list(sql.toString(), SqliteDeliveries::delivery, sql.values()));
  }

  @Override
  public boolean hasNews() {
    return sessions.ask(
            session ->
                session.number(
                    "select exists (select 1 from subscription s join site i on i.number = s.site"
                        + " where s.active = 1"
                        + " and s.position < (i.number << ?) + i.last_event)",
                    Codes.SEQ_BITS))
        > 0;
  }

  @Override
  public Optional<Instant> nextDue() {
    return sessions.ask(
        session ->
            session
                .first(
                    "select min(moment) as moment from (select min(due) as moment from delivery"
                        + " where state = 'WAITING' and leased_until is null union all"
                        + " select min(leased_until) from delivery where leased_until is not null)",
                    row -> Columns.optionalInstant(row, "moment"))
                .orElseThrow());
  }

  @Override
  public long waiting() {
    return sessions.ask(
        session ->
            session.number(
                "select count(*) from delivery where state = 'WAITING' and leased_until is null"));
  }

  @Override
  public boolean spread(Instant now, int window) {
    return sessions.ask(
        session -> {
          boolean more = false;
          for (Behind behind : Behind.list(session)) {
            more |= spread(session, behind, now, window);
          }
          return more;
        });
  }

  private static boolean spread(Session session, Behind behind, Instant now, int window) {
    long fresh =
        session.number(
            "select count(*) from (select 1" + FRESH + " limit ?)", behind.number, window);
    if (fresh >= window) {
      return false;
    }
    // What was deleted before anybody looked at it leaves a gap.
    long end =
        session
            .first(
                "select max(seq) from (select seq from event where seq > ? and seq <= ?"
                    + " order by seq limit ?) having count(*) = ?",
                row -> row.getLong(1),
                behind.position,
                behind.last,
                window - fresh,
                window - fresh)
            .orElse(behind.last);
    session.update(
        "insert into delivery (subscription, event, entity, state, due)"
            + " select ?, seq, entity, 'WAITING', ? from event where seq > ? and seq <= ?"
            + " and type in (select value from json_each(?)) order by seq",
        behind.number,
        Columns.millis(now),
        behind.position,
        end,
        behind.types);
    session.update("update subscription set position = ? where number = ?", end, behind.number);
    return end < behind.last;
  }

  @Override
  public List<ClaimedDelivery> claim(DeliveryClaim claim) {
    return sessions.ask(session -> claim(session, claim));
  }

  private static List<ClaimedDelivery> claim(Session session, DeliveryClaim claim) {
    session.update(
        "update delivery set leased_until = null where leased_until <= ?",
        Columns.millis(claim.now()));
    List<Long> subscribers =
        session.list(
            "select number from subscription where active = 1 and paused_until <= ?"
                + " order by random()",
            row -> row.getLong(1),
            Columns.millis(claim.now()));
    List<Long> due = new ArrayList<>();
    for (long subscriber : subscribers) {
      due.addAll(due(session, subscriber, claim, claim.most() - due.size()));
    }
    return due.stream().map(number -> lease(session, number, claim.leaseUntil())).toList();
  }

  /** What can be claimed for one subscriber. */
  private static List<Long> due(Session session, long subscriber, DeliveryClaim claim, int most) {
    String leased =
        "select count(*) from delivery where subscription = ? and attempts >= ?"
            + " and leased_until is not null";
    int room =
        Math.min(most, claim.perSubscription() - (int) session.number(leased, subscriber, 0));
    int roomForRepetitions =
        Math.min(room, claim.perSubscription() / 2 - (int) session.number(leased, subscriber, 1));
    List<Long> due = new ArrayList<>();
    if (roomForRepetitions > 0) {
      due.addAll(
          session.list(
              "select d.number from delivery d where d.subscription = ? and d.state = 'WAITING'"
                  + " and d.attempts > 0 and d.due <= ? and d.leased_until is null"
                  + NONE_BEFORE
                  + " and b.attempts > 0 and b.due <= ?)"
                  + " order by d.due, d.number limit ?",
              row -> row.getLong(1),
              subscriber,
              Columns.millis(claim.now()),
              Columns.millis(claim.now()),
              roomForRepetitions));
    }
    if (room > due.size()) {
      due.addAll(
          session.list(
              "select d.number"
                  + FRESH
                  + " and d.leased_until is null"
                  + NONE_BEFORE
                  + " and b.attempts = 0)"
                  + " order by d.number limit ?",
              row -> row.getLong(1),
              subscriber,
              room - due.size()));
    }
    return due;
  }

  private static ClaimedDelivery lease(Session session, long number, Instant until) {
    session.update(
        "update delivery set leased_until = ?, claims = claims + 1 where number = ?",
        Columns.millis(until),
        number);
    return session
        .first(
            SELECT + " where d.number = ?",
            row ->
                new ClaimedDelivery(
                    delivery(row), SqliteSubscriptions.subscription(row), row.getInt("claims")),
            number)
        .orElseThrow(() -> new IllegalStateException("a delivery lost its event: " + number));
  }

  @Override
  public boolean settle(ClaimedDelivery claimed, DeliveryAttempt attempt, Optional<Instant> next) {
    boolean failed = attempt.error().isPresent();
    DeliveryState state =
        !failed
            ? DeliveryState.DELIVERED
            : next.isPresent() ? DeliveryState.WAITING : DeliveryState.FAILED;
    return sessions.ask(
            session ->
                session.update(
                    "update delivery set state = ?, attempts = attempts + 1,"
                        + " failures = failures + ?, due = coalesce(?, due), leased_until = null,"
                        + " last_attempt = ?, last_status = ?, last_error = ?"
                        + HELD,
                    state.name(),
                    failed ? 1 : 0,
                    Columns.millis(next),
                    Columns.millis(attempt.time()),
                    attempt.status().isPresent() ? attempt.status().getAsInt() : null,
                    attempt.error().orElse(null),
                    claimed.delivery().number(),
                    claimed.claim()))
        > 0;
  }

  @Override
  public void giveBack(ClaimedDelivery claimed) {
    sessions.ask(
        session ->
            session.update(
                "update delivery set leased_until = null" + HELD,
                claimed.delivery().number(),
                claimed.claim()));
  }

  @Override
  public void pause(String subscriptionId, Instant until) {
    sessions.ask(
        session ->
            session.update(
                "update subscription set paused_until = max(paused_until, ?) where id = ?",
                Columns.millis(until),
                subscriptionId));
  }

  @Override
  public boolean redeliver(String siteId, String subscriptionId, long number, Instant now) {
    return sessions.ask(
            session ->
                session.update(
                    "update delivery set state = 'WAITING', failures = 0, due = ?"
                        + " where number = ? and subscription = (select s.number"
                        + " from subscription s join site i on i.number = s.site"
                        + " where s.id = ? and i.id = ?)",
                    Columns.millis(now),
                    number,
                    subscriptionId,
                    siteId))
        > 0;
  }

  @Override
  public int deleteEnded(Instant now, Duration keepDelivered, Duration keepFailed, int limit) {
    return sessions.ask(
        session ->
            deleteEnded(session, DeliveryState.DELIVERED, now.minus(keepDelivered), limit)
                + deleteEnded(session, DeliveryState.FAILED, now.minus(keepFailed), limit));
  }

  private static int deleteEnded(Session session, DeliveryState state, Instant before, int limit) {
    return session.update(
        "delete from delivery where number in (select number from delivery where state = '"
            + state.name()
            + "' and last_attempt < ? order by last_attempt limit ?)",
        Columns.millis(before),
        limit);
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    int status = row.getInt("last_status");
    OptionalInt lastStatus = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(status);
    return new Delivery(
        row.getLong("number"),
        row.getString("subscription_id"),
        SqliteEvents.event(row, row.getString("site_id")),
        DeliveryState.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getInt("failures"),
        Columns.instant(row, "due"),
        Columns.optionalInstant(row, "last_attempt"),
        lastStatus,
        Columns.optionalText(row, "last_error"));
  }

  /** A subscription that has not looked at all events of its site. */
  private record Behind(long number, long position, long last, String types) {
    static List<Behind> list(Session session) {
      return session.list(
          "select s.number, s.position, (i.number << ?) + i.last_event as last, s.types"
              + " from subscription s join site i on i.number = s.site"
              + " where s.active = 1 and s.position < (i.number << ?) + i.last_event",
          row ->
              new Behind(
                  row.getLong("number"),
                  row.getLong("position"),
                  row.getLong("last"),
                  row.getString("types")),
          Codes.SEQ_BITS,
          Codes.SEQ_BITS);
    }
  }
}
