package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.SigningKeyChanges;
import io.vitrine.catalog.SigningKeyPair;
import java.time.Instant;
import java.util.List;

/** The table {@code signing_key}. */
final class SqliteSigningKeys implements SigningKeyChanges {
  private final Sessions sessions;

  SqliteSigningKeys(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<SigningKeyPair> list() {
    return sessions.ask(
        session ->
            session.list(
                "select id, public, private, created, signs_from from signing_key"
                    + " order by signs_from desc, created desc",
                row ->
                    new SigningKeyPair(
                        row.getString("id"),
                        row.getString("public"),
                        row.getString("private"),
                        Columns.instant(row, "created"),
                        Columns.instant(row, "signs_from"))));
  }

  @Override
  public void insert(SigningKeyPair pair) {
    sessions.ask(
        session ->
            session.update(
                "insert into signing_key (id, public, private, created, signs_from)"
                    + " values (?, ?, ?, ?, ?)",
                pair.id(),
                pair.publicKey(),
                pair.sealedPrivateKey(),
                Columns.millis(pair.created()),
                Columns.millis(pair.signsFrom())));
  }

  @Override
  public int deleteReplacedBefore(Instant moment) {
    return sessions.ask(
        session ->
            session.update(
                "delete from signing_key where exists (select 1 from signing_key later"
                    + " where later.signs_from > signing_key.signs_from and later.signs_from < ?)",
                Columns.millis(moment)));
  }
}
