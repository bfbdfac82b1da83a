package io.vitrine.http;

import java.util.List;

/** All that is wrong with a request at once, answered with 400 (contract: errors.md section 1). */
public final class ValidationProblem extends RuntimeException {
  private final List<FieldViolation> violations;

  /**
   * @param violations at least one
   */
  public ValidationProblem(List<FieldViolation> violations) {
    super(
        "INVALID_ARGUMENT: \""
            + violations.getFirst().field()
            + "\" "
            + violations.getFirst().description(),
        null,
        false,
        false);
    this.violations = List.copyOf(violations);
  }

  public List<FieldViolation> violations() {
    return violations;
  }
}
