package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.CatalogException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection and its prepared statements; used by one thread at a time. Parameters are texts,
 * longs, ints, booleans and nulls. Failures are told as {@link CatalogException}.
 */
final class Sql implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Makes a value of the current row. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** All rows. */
  <T> List<T> list(String sql, RowMapper<T> mapper, Object... parameters) {
    try {
      PreparedStatement statement = bound(sql, parameters);
      List<T> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(mapper.map(found));
        }
      }
      return rows;
    } catch (SQLException failure) {
      throw explain(failure);
    }
  }

  /** The first row. */
  <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... parameters) {
    try {
      PreparedStatement statement = bound(sql, parameters);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? Optional.of(mapper.map(found)) : Optional.empty();
      }
    } catch (SQLException failure) {
      throw explain(failure);
    }
  }

  /** The number in the only column of the only row. */
  long number(String sql, Object... parameters) {
    return first(sql, row -> row.getLong(1), parameters).orElseThrow();
  }

  /** Runs a change and tells how many rows it changed. */
  int update(String sql, Object... parameters) {
    try {
      return bound(sql, parameters).executeUpdate();
    } catch (SQLException failure) {
      throw explain(failure);
    }
  }

  /** Runs a statement without parameters or result, such as {@code begin}. */
  void run(String sql) {
    try {
      bound(sql).execute();
    } catch (SQLException failure) {
      throw explain(failure);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw explain(failure);
    }
  }

  static CatalogException explain(SQLException failure) {
    boolean full =
        failure instanceof SQLiteException sqlite
            && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL
                || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_WRITE);
    return new CatalogException(String.valueOf(failure.getMessage()), failure, full);
  }

  private PreparedStatement bound(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      bind(statement, i + 1, parameters[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, java.sql.Types.NULL);
      case String text -> statement.setString(index, text);
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setInt(index, number);
      case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
      default -> throw new IllegalArgumentException("cannot bind a " + value.getClass());
    }
  }
}
