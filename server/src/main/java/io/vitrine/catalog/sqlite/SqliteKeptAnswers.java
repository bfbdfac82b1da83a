package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.KeptAnswer;
import io.vitrine.catalog.KeptAnswerChanges;
import java.time.Instant;
import java.util.Optional;

/** The table {@code kept_answer}. */
final class SqliteKeptAnswers implements KeptAnswerChanges {
  private final Sessions sessions;

  SqliteKeptAnswers(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<KeptAnswer> find(String id) {
    return sessions.ask(
        session ->
            session.first(
                "select id, content, expires from kept_answer where id = ?",
                row ->
                    new KeptAnswer(
                        Columns.hex(row, "id"),
                        row.getBytes("content"),
                        Columns.instant(row, "expires")),
                Columns.bytes(id)));
  }

  @Override
  public void keep(KeptAnswer answer) {
    sessions.ask(
        session ->
            session.update(
                "insert or replace into kept_answer (id, content, expires) values (?, ?, ?)",
                Columns.bytes(answer.id()),
                answer.content(),
                Columns.millis(answer.expires())));
  }

  @Override
  public int deleteExpiredBefore(Instant moment) {
    return sessions.ask(
        session ->
            session.update("delete from kept_answer where expires < ?", Columns.millis(moment)));
  }
}
