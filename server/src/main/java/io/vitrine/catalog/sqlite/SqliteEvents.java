package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Event;
import io.vitrine.catalog.EventChanges;
import io.vitrine.catalog.EventType;
import io.vitrine.catalog.NewEvent;
import io.vitrine.catalog.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table {@code event}. */
final class SqliteEvents implements EventChanges {
  /** What {@link #event} reads; the table has the alias {@code e}. */
  static final String COLUMNS = "e.seq, e.id, e.type, e.entity, e.time, e.body, e.deleted";

  /** A random UUID (RFC 9562 section 5.4), made by the database. */
  private static final String RANDOM_UUID =
      "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)"
          + " || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";

  private static final String INSERT_MANY =
      "insert into event (seq, id, type, entity, time, body, deleted)"
          + " select ? + row_number() over (order by t.seq), "
          + RANDOM_UUID
          + ", ?, t.id, ?, ?, ? from ";

  private static final String FOLDERS =
      "folder t where t.seq in (" + SqliteFolderChanges.SUBTREE + "select seq from subtree)";

  private static final String FILES =
      "file t where t.folder in (" + SqliteFolderChanges.SUBTREE + "select seq from subtree)";

  /** When the folder, or one above it, was moved to the trash bin. */
  private static final String TRASHED_AT =
      "with recursive up (parent, at) as (select parent, trashed_at from folder where seq = ?"
          + " union all select f.parent, f.trashed_at from up join folder f on f.seq = up.parent"
          + " where up.at is null) select at from up where at is not null";

  private final Sessions sessions;

  SqliteEvents(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<Event> after(String siteId, long sequence, Set<EventType> types, int limit) {
    return sessions.ask(
        session -> {
          Optional<SqliteSites.SiteNumber> site = SqliteSites.number(session, siteId);
          if (site.isEmpty()) {
            return List.of();
          }
          long before = Codes.seqsBefore(site.get().value());
          String wanted = types.isEmpty() ? "" : " and e.type in (select value from json_each(?))";
          Sql sql = new Sql();
          sql.add("select " + COLUMNS + " from event e")
              .add(
                  " where e.seq > ? and e.seq <= ?",
                  before + Math.clamp(sequence, 0, Codes.lastSeq(0)),
                  Codes.lastSeq(site.get().value()));
          sql.add(wanted, types.isEmpty() ? new Object[0] : new Object[] {Codes.eventTypes(types)});
          sql.add(" order by e.seq limit ?", limit);
          return session.list(sql.toString(), row -> event(row, siteId), sql.values());
        });
  }

  @Override
  public long lastSequence(String siteId) {
    return sessions.ask(
        session ->
            session
                .first("select last_event from site where id = ?", row -> row.getLong(1), siteId)
                .orElse(0L));
  }

  @Override
  public void append(NewEvent event) {
    sessions.ask(
        session -> {
          long seq =
              session
                  .first(
                      "update site set last_event = last_event + 1 where id = ?"
                          + " returning number, last_event",
                      row -> Codes.seqsBefore(row.getLong(1)) + row.getLong(2),
                      event.siteId())
                  .orElseThrow(
                      () -> new IllegalArgumentException("there is no site " + event.siteId()));
          return session.update(
              "insert into event (seq, id, type, entity, time, body) values (?, ?, ?, ?, ?, ?)",
              seq,
              UUID.randomUUID().toString(),
              Codes.eventType(event.type()),
              event.entityId(),
              Columns.millis(event.time()),
              event.body());
        });
  }

  @Override
  public int appendFileDeletions(
      String siteId, Collection<String> fileIds, Optional<State> state, Instant time, String body) {
    return sessions.ask(
        session -> {
          Many many = Many.in(session, siteId, time);
          many.add(
              EventType.FILE_DELETED,
              Optional.of(body),
              Optional.empty(),
              "file t where t.id in (select value from json_each(?)) and t.tree >> 2 = ?"
                  + inState("t.tree", state),
              fileIds.isEmpty() ? "[]" : Columns.json(fileIds),
              many.site);
          return many.count();
        });
  }

  @Override
  public int appendTreeDeletions(
      String siteId,
      Collection<String> folderIds,
      Optional<State> state,
      Instant time,
      String body) {
    return sessions.ask(
        session -> {
          Many many = Many.in(session, siteId, time);
          for (Root root : roots(session, many.site, folderIds, state)) {
            many.add(
                EventType.FOLDER_DELETED, Optional.of(body), Optional.empty(), FOLDERS, root.seq);
            many.add(EventType.FILE_DELETED, Optional.of(body), Optional.empty(), FILES, root.seq);
          }
          return many.count();
        });
  }

  @Override
  public int appendTreeRestorations(String siteId, Collection<String> folderIds, Instant time) {
    return sessions.ask(
        session -> {
          Many many = Many.in(session, siteId, time);
          for (Root root : roots(session, many.site, folderIds, Optional.of(State.DELETED))) {
            Optional<Instant> deleted =
                session.first(TRASHED_AT, row -> Instant.ofEpochMilli(row.getLong(1)), root.seq);
            many.add(EventType.FOLDER_CREATED, Optional.empty(), deleted, FOLDERS, root.seq);
            many.add(
                EventType.FILE_READY,
                Optional.empty(),
                deleted,
                FILES + " and t.status = 'READY'",
                root.seq);
          }
          return many.count();
        });
  }

  @Override
  public int deleteBefore(Instant moment, int limit) {
    return sessions.ask(
        session ->
            session.update(
                "delete from event where seq in (select e.seq from event e where e.time < ?"
                    + " and not exists (select 1 from delivery d where d.event = e.seq)"
                    + " order by e.time limit ?)",
                Columns.millis(moment),
                limit));
  }

  /** Reads {@link #COLUMNS}. */
  static Event event(ResultSet row, String siteId) throws SQLException {
    return new Event(
        siteId,
        row.getLong("seq") & Codes.lastSeq(0),
        UUID.fromString(row.getString("id")),
        Codes.eventType(row.getInt("type")),
        row.getString("entity"),
        Columns.instant(row, "time"),
        Columns.optionalText(row, "body"),
        Columns.optionalInstant(row, "deleted"));
  }

  /** A folder that is changed with everything in it. */
  private record Root(long seq, long parent) {}

  /** The ordinary folders among these that lie in none of the others. */
  private static List<Root> roots(
      Session session, long site, Collection<String> folderIds, Optional<State> state) {
    List<Root> named =
        session.list(
            "select seq, parent from folder where tree >> 2 = ? and parent is not null"
                + " and id in (select value from json_each(?))"
                + inState("tree", state),
            row -> new Root(row.getLong(1), row.getLong(2)),
            site,
            folderIds.isEmpty() ? "[]" : Columns.json(folderIds));
    List<Long> seqs = named.stream().map(Root::seq).toList();
    List<Root> tops = new ArrayList<>();
    for (Root root : named) {
      List<Long> above =
          session.list(
              "with recursive up (seq) as (values (?) union all"
                  + " select f.parent from up join folder f on f.seq = up.seq"
                  + " where f.parent is not null) select seq from up",
              row -> row.getLong(1),
              root.parent);
      if (above.stream().noneMatch(seqs::contains)) {
        tops.add(root);
      }
    }
    return tops;
  }

  private static String inState(String tree, Optional<State> state) {
    return state
        .map(one -> " and " + tree + " & 3 " + (one == State.DELETED ? "= 2" : "<> 2"))
        .orElse("");
  }

  /** Events that the database makes, numbered one after another. */
  private static final class Many {
    private final Session session;
    private final long site;
    private final Instant time;
    private final long first;
    private long last;

    private Many(Session session, long site, Instant time, long last) {
      this.session = session;
      this.site = site;
      this.time = time;
      this.first = last;
      this.last = last;
    }

    static Many in(Session session, String siteId, Instant time) {
      return session
          .first(
              "select number, last_event from site where id = ?",
              row -> new Many(session, row.getLong(1), time, row.getLong(2)),
              siteId)
          .orElseThrow(() -> new IllegalArgumentException("there is no site " + siteId));
    }

    void add(
        EventType type,
        Optional<String> body,
        Optional<Instant> deleted,
        String from,
        Object... values) {
      Sql sql = new Sql();
      sql.add(
          INSERT_MANY,
          Codes.seqsBefore(site) + last,
          Codes.eventType(type),
          Columns.millis(time),
          body.orElse(null),
          Columns.millis(deleted));
      sql.add(from, values);
      last += session.update(sql.toString(), sql.values());
    }

    int count() {
      if (last > first) {
        session.update("update site set last_event = ? where number = ?", last, site);
      }
      return (int) (last - first);
    }
  }
}
