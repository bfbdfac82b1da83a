package io.vitrine.catalog.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the full-text indexes of the writer's session. Entries are gathered and written together at
 * the end of a group: FTS5 writes a piece of index at each savepoint, which would cost as much as
 * no grouping at all.
 */
final class SearchIndex {
  private final Session session;
  private final List<Entry> entries = new ArrayList<>();
  private int written;

  SearchIndex(Session session) {
    this.session = session;
  }

  /** A row of this table appeared with these words. */
  void add(String table, long seq, String words) {
    entries.add(new Entry(table, seq, words, false));
  }

  /** A row of this table that had exactly these words is gone. */
  void remove(String table, long seq, String words) {
    entries.add(new Entry(table, seq, words, true));
  }

  /** Writes what was gathered, so that a search sees it. */
  void write() {
    for (; written < entries.size(); written++) {
      Entry entry = entries.get(written);
      String grams = Grams.ofText(entry.words);
      if (entry.removal) {
        session.update(
            "insert into %1$s_search (%1$s_search, rowid, grams) values ('delete', ?, ?)"
                .formatted(entry.table),
            entry.seq,
            grams);
      } else {
        session.update(
            "insert into %s_search (rowid, grams) values (?, ?)".formatted(entry.table),
            entry.seq,
            grams);
      }
    }
  }

  /** This moment, at which a savepoint was made. */
  Mark mark() {
    return new Mark(entries.size(), written);
  }

  /** The database went back to the savepoint, so what was written since must be written again. */
  void backTo(Mark mark) {
    entries.subList(mark.entries, entries.size()).clear();
    written = mark.written;
  }

  void clear() {
    entries.clear();
    written = 0;
  }

  /** How far the index was at a savepoint. */
  record Mark(int entries, int written) {}

  private record Entry(String table, long seq, String words, boolean removal) {}
}
