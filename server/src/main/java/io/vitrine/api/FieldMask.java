package io.vitrine.api;

import io.vitrine.http.HttpProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which fields an update sets (contract: files-api.md section 7): the writable ones that the mask
 * names, or without a mask those that were sent. Names that cannot be written are passed over.
 */
record FieldMask(Set<String> names) {
  private static final int MAX_LENGTH = 1_000;

  /**
   * Reads the mask; notes an explicitly empty one, and an update without mask that sets nothing.
   *
   * @param holder the field that holds the new values, such as {@code file}
   * @param writable the names that can be written
   */
  static FieldMask read(Fields fields, String holder, List<String> writable) {
    Optional<String> mask = fields.text("fieldMask", MAX_LENGTH);
    if (mask.isPresent()) {
      Set<String> named =
          Arrays.stream(mask.get().split(",", -1))
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toSet());
      if (named.isEmpty()) {
        fields.refuse(empty());
      }
      return new FieldMask(writable.stream().filter(named::contains).collect(Collectors.toSet()));
    }
    Set<String> sent =
        writable.stream()
            .filter(name -> fields.node(holder + "." + name).isPresent())
            .collect(Collectors.toSet());
    if (sent.isEmpty()) {
      fields.refuse(empty());
    }
    return new FieldMask(sent);
  }

  boolean has(String name) {
    return names.contains(name);
  }

  private static HttpProblem empty() {
    return new HttpProblem(
        400, "FIELD_MASK_IS_EMPTY_OR_MISSING", "the request names no field that can be changed");
  }
}
