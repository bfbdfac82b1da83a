package io.vitrine.catalog.sqlite;

import java.util.function.Function;

/** Where a question gets the session that it is asked in. */
interface Sessions {
  <T> T ask(Function<Session, T> question);

  /** A question of several statements, which all see the database as it is at one moment. */
  <T> T askAtOneMoment(Function<Session, T> question);

  /** The session of a running transaction. */
  static Sessions of(Session session) {
    return new Sessions() {
      @Override
      public <T> T ask(Function<Session, T> question) {
        return question.apply(session);
      }

      // A transaction sees no changes but its own.
      @Override
      public <T> T askAtOneMoment(Function<Session, T> question) {
        return question.apply(session);
      }
    };
  }
}
