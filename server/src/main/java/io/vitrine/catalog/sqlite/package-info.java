/**
 * The catalog in one SQLite file, on plain JDBC with the SQL in sight. Begin at {@link
 * io.vitrine.catalog.sqlite.SqliteCatalog}: one writer that commits waiting changes in groups, many
 * readers. The tables stand in {@code V1__sites_files_folders_keys.sql}.
 */
package io.vitrine.catalog.sqlite;
