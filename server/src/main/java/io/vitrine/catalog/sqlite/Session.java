package io.vitrine.catalog.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection with its prepared statements, for one thread at a time. Every failure of the
 * database leaves it as a {@link io.vitrine.catalog.CatalogException}.
 */
final class Session implements AutoCloseable {
  /** Above the number of fixed statements; the rest is for the many forms of a listing. */
  private static final int MOST_STATEMENTS = 160;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements =
      new LinkedHashMap<>(MOST_STATEMENTS, 0.75f, true);

  Session(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Takes one row. */
  @FunctionalInterface
  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  /** All rows that the query finds. */
  <T> List<T> list(String sql, RowMapper<T> mapper, Object... values) {
    return run(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
              found.add(mapper.map(rows));
            }
            return found;
          }
        },
        values);
  }

  /** Hands over each row that the query finds, holding none. */
  void each(String sql, RowVisitor visitor, Object... values) {
    run(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              visitor.visit(rows);
            }
            return true;
          }
        },
        values);
  }

  /** The first row that the query finds. */
  <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... values) {
    return run(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
          }
        },
        values);
  }

  /** The number that a query of exactly one row and column answers. */
  long number(String sql, Object... values) {
    return first(sql, row -> row.getLong(1), values).orElseThrow();
  }

  /** Changes rows and answers how many. */
  int update(String sql, Object... values) {
    return run(sql, PreparedStatement::executeUpdate, values);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }

  private <T> T run(String sql, Execution<T> execution, Object... values) {
    try {
      PreparedStatement statement = prepare(sql);
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return execution.of(statement);
    } catch (SQLException e) {
      throw Failures.of(forget(sql, e));
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      forgetEldest();
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  private void forgetEldest() throws SQLException {
    if (statements.size() >= MOST_STATEMENTS) {
      Iterator<PreparedStatement> eldest = statements.values().iterator();
      PreparedStatement statement = eldest.next();
      eldest.remove();
      statement.close();
    }
  }

  /** After some failures, such as a full disk, the driver has closed the statement for ever. */
  private SQLException forget(String sql, SQLException reason) {
    PreparedStatement statement = statements.remove(sql);
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
    return reason;
  }

  @FunctionalInterface
  private interface Execution<T> {
    T of(PreparedStatement statement) throws SQLException;
  }
}
