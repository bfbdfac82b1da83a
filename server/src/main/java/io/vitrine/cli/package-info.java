/**
 * The commands of {@code ./vitrine}: options in, one call into the root package, text out. Begin at
 * {@link io.vitrine.cli.VitrineCommand}. Decides nothing by itself.
 */
package io.vitrine.cli;
