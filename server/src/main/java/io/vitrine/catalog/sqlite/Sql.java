package io.vitrine.catalog.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A statement that is put together piece by piece, each with the values of its marks. */
final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  Sql add(String piece, Object... pieceValues) {
    text.append(piece);
    Collections.addAll(values, pieceValues);
    return this;
  }

  Object[] values() {
    return values.toArray();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
