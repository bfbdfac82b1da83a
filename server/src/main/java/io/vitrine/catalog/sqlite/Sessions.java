package io.vitrine.catalog.sqlite;

import java.util.function.Function;

/** Where a question gets the session that it is asked in. */
interface Sessions {
  <T> T ask(Function<Session, T> question);

  /** The session of a running transaction. */
  static Sessions of(Session session) {
    return new Sessions() {
      @Override
      public <T> T ask(Function<Session, T> question) {
        return question.apply(session);
      }
    };
  }
}
