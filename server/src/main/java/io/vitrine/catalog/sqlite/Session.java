package io.vitrine.catalog.sqlite;

import java.util.function.Function;

/** Where questions run: on any free reader, or inside a running transaction. */
interface Session {
  /** Runs the work on a connection, which is the work's alone until it returns. */
  <T> T with(Function<Sql, T> work);
}
