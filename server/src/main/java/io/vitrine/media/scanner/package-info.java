/**
 * Asks a virus scanner about files before they are ready. Begin at {@link
 * io.vitrine.media.scanner.ScanStep}. What becomes of a file with a find is decided by who runs the
 * steps.
 */
package io.vitrine.media.scanner;
