/**
 * Benchmarks that {@code ./vitrine bench} runs, each beside the peer or limit it is held against.
 */
package io.vitrine.bench;
