package io.vitrine.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What of a benchmark is run: all, or what has the text of {@code VITRINE_BENCH_ONLY} in its name,
 * so that somebody who works at one figure need not wait for the others.
 */
final class Chosen {
  private static final Optional<String> TEXT =
      Optional.ofNullable(System.getenv("VITRINE_BENCH_ONLY"));

  private Chosen() {}

  static boolean includes(String name) {
    return TEXT.filter(text -> !name.contains(text)).isEmpty();
  }

  static <T> List<T> of(List<T> all, Function<T, String> name) {
    return all.stream().filter(each -> includes(name.apply(each))).toList();
  }
}
