package io.vitrine.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The decoded parameters of a query, form-encoded: {@code +} is a space, a repeated name is a list.
 */
public interface QueryParameters {

  /** The first value of the parameter; empty when it was not sent. */
  Optional<String> first(String name);

  /** All values of the parameter, in order. */
  List<String> all(String name);

  /** The names sent. */
  Set<String> names();
}
