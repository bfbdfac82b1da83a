package io.vitrine.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a handler throws into an answer (contract: errors.md section 1). */
final class ErrorAnswers {
  private static final int FULL = 507;
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
  private static final Header NO_STORE = new Header("Cache-Control", "no-store");

  private final ErrorTranslator translator;

  ErrorAnswers(ErrorTranslator translator) {
    this.translator = translator;
  }

  /** The answer to a failure; what strangers may not see goes to the log under the request's ID. */
  Response answer(Throwable failure, String requestId) {
    try {
      return switch (failure) {
        case HttpProblem problem -> of(problem);
        case ValidationProblem problem -> of(problem);
        case BodyTruncatedException _ ->
            of(new HttpProblem(400, "SIZE_MISMATCH", "the body ended before its told length"));
        case BodyTimeoutException _ ->
            of(new HttpProblem(408, "REQUEST_TIMEOUT", "the body did not come in time"))
                .with("Connection", "close");
        case Exception exception -> translated(exception, requestId);
        default -> unexpected(failure, requestId);
      };
    } catch (RuntimeException translating) {
      translating.addSuppressed(failure);
      return unexpected(translating, requestId);
    }
  }

  /** The answer to a problem. */
  static Response of(HttpProblem problem) {
    return json(
        problem.status(),
        problem.headers(),
        new ErrorJson(
            problem.getMessage(),
            Map.of(
                "applicationError",
                new ApplicationError(problem.code(), problem.getMessage(), problem.data()))));
  }

  private static Response of(ValidationProblem problem) {
    return json(
        400,
        List.of(),
        new ErrorJson(
            problem.getMessage(),
            Map.of("validationError", new ValidationError(problem.violations()))));
  }

  private Response translated(Exception failure, String requestId) {
    Optional<HttpProblem> known = translator.translate(failure);
    if (known.isEmpty()) {
      return unexpected(failure, requestId);
    }
    if (known.get().status() == FULL) {
      // Every upload to a full store ends so; where it was thrown tells nothing.
      LOG.atWarn().addKeyValue("id", requestId).log("No room is left: {}", failure.getMessage());
    } else if (known.get().status() >= 500) {
      LOG.atWarn().addKeyValue("id", requestId).setCause(failure).log("A part is not available");
    }
    return of(known.get());
  }

  private static Response unexpected(Throwable failure, String requestId) {
    LOG.atError().addKeyValue("id", requestId).setCause(failure).log("A request failed");
    return of(new HttpProblem(500, "INTERNAL", "the server failed; the details are in its log"));
  }

  private static Response json(int status, List<Header> headers, ErrorJson body) {
    boolean told =
        headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("Cache-Control"));
    List<Header> all = new ArrayList<>(headers);
    if (!told) {
      all.add(NO_STORE);
    }
    return new Response(status, all, new Body.Json(body));
  }

  record ErrorJson(String message, Map<String, Object> details) {}

  record ApplicationError(String code, String description, Map<String, Object> data) {}

  record ValidationError(List<FieldViolation> fieldViolations) {}
}
