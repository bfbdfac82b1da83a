package io.vitrine.http;

import java.util.Map;

/**
 * One thing that is wrong with a field of a request (contract: errors.md section 1).
 *
 * @param field the path on the wire, such as {@code paging.limit}
 * @param violatedRule such as {@code MAX_LENGTH}
 * @param data what belongs to the rule, such as {@code threshold}
 */
public record FieldViolation(
    String field, String description, String violatedRule, Map<String, Object> data) {
  public FieldViolation {
    data = Map.copyOf(data);
  }
}
