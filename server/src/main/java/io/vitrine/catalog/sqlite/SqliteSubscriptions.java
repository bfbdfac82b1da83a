package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.EventType;
import io.vitrine.catalog.Subscription;
import io.vitrine.catalog.SubscriptionChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code subscription}. */
final class SqliteSubscriptions implements SubscriptionChanges {
  /** What {@link #subscription} reads; the tables have the aliases {@code s} and {@code i}. */
  static final String COLUMNS =
      "i.id as site_id, s.id as subscription_id, s.app, s.url, s.types, s.active, s.created,"
          + " s.updated";

  private static final String SELECT =
      "select " + COLUMNS + " from subscription s join site i on i.number = s.site where i.id = ?";

  private final Sessions sessions;

  SqliteSubscriptions(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<Subscription> find(String siteId, String id) {
    return sessions.ask(
        session ->
            session.first(SELECT + " and s.id = ?", SqliteSubscriptions::subscription, siteId, id));
  }

  @Override
  public List<Subscription> list(String siteId) {
    return sessions.ask(
        session ->
            session.list(SELECT + " order by s.number", SqliteSubscriptions::subscription, siteId));
  }

  @Override
  public void insert(Subscription subscription) {
    sessions.ask(
        session -> {
          long site = SqliteSites.numberOf(session, subscription.siteId());
          return session.update(
              "insert into subscription (id, site, app, url, types, active, created, updated,"
                  + " position) select ?, number, ?, ?, ?, ?, ?, ?, ? + last_event from site"
                  + " where number = ?",
              subscription.id(),
              subscription.appId(),
              subscription.url(),
              Codes.eventTypes(subscription.types()),
              subscription.active() ? 1 : 0,
              Columns.millis(subscription.created()),
              Columns.millis(subscription.updated()),
              Codes.seqsBefore(site),
              site);
        });
  }

  @Override
  public boolean update(Subscription subscription) {
    return sessions.ask(
        session ->
            session.update(
                    "update subscription set app = ?, url = ?, types = ?, active = ?, updated = ?,"
                        + " paused_until = 0"
                        + " where id = ? and site = (select number from site where id = ?)",
                    subscription.appId(),
                    subscription.url(),
                    Codes.eventTypes(subscription.types()),
                    subscription.active() ? 1 : 0,
                    Columns.millis(subscription.updated()),
                    subscription.id(),
                    subscription.siteId())
                > 0);
  }

  @Override
  public boolean delete(String siteId, String id) {
    return sessions.ask(
        session -> {
          Optional<Long> number =
              session.first(
                  "select number from subscription"
                      + " where id = ? and site = (select number from site where id = ?)",
                  row -> row.getLong(1),
                  id,
                  siteId);
          if (number.isPresent()) {
            session.update("delete from delivery where subscription = ?", number.get());
            session.update("delete from subscription where number = ?", number.get());
          }
          return number.isPresent();
        });
  }

  /** Reads {@link #COLUMNS}. */
  static Subscription subscription(ResultSet row) throws SQLException {
    return new Subscription(
        row.getString("site_id"),
        row.getString("subscription_id"),
        row.getString("app"),
        row.getString("url"),
        types(row.getString("types")),
        row.getInt("active") != 0,
        Columns.instant(row, "created"),
        Columns.instant(row, "updated"));
  }

  private static Set<EventType> types(String json) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (JsonNode code : JsonMapper.shared().readTree(json)) {
      types.add(Codes.eventType(code.intValue()));
    }
    return types;
  }
}
