/**
 * The catalog in one SQLite file: no service, one writer that commits waiting changes in groups, a
 * few readers beside it, full-text search by FTS5. Begin at {@link
 * io.vitrine.catalog.sqlite.SqliteCatalog}, read on at {@code Writer} (how a change becomes
 * durable), {@code Pager} (how a page is found) and the migration beside them (what is stored). It
 * is for one machine; {@code Session} is the only class that talks JDBC.
 */
package io.vitrine.catalog.sqlite;
