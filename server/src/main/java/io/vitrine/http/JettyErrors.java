package io.vitrine.http;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Gives what Jetty refuses by itself, such as a broken request line, the form of our errors. */
final class JettyErrors extends ErrorHandler {
  private static final Map<Integer, HttpProblem> PROBLEMS =
      Map.of(
          400, new HttpProblem(400, "INVALID_ARGUMENT", "the request is malformed"),
          404, new HttpProblem(404, "NOT_FOUND", "there is nothing at this path"),
          408, new HttpProblem(408, "REQUEST_TIMEOUT", "the request did not come in time"),
          414, new HttpProblem(414, "URI_TOO_LONG", "the request line is longer than 16 KiB"),
          417, new HttpProblem(417, "EXPECTATION_FAILED", "the expectation is not known"),
          426, new HttpProblem(426, "UPGRADE_REQUIRED", "the protocol is not spoken here"),
          431,
              new HttpProblem(
                  431, "REQUEST_HEADER_FIELDS_TOO_LARGE", "the headers are longer than 32 KiB"),
          501, new HttpProblem(501, "NOT_IMPLEMENTED", "the server does not know that"),
          503, new HttpProblem(503, "UNAVAILABLE", "the server is stopping; try again"),
          505, new HttpProblem(505, "NOT_IMPLEMENTED", "the HTTP version is not spoken here"));

  private final RequestIds ids;
  private final RequestMetrics metrics;
  private final AccessLog log;

  JettyErrors(RequestIds ids, RequestMetrics metrics, AccessLog log) {
    this.ids = ids;
    this.metrics = metrics;
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ERROR_EXCEPTION) instanceof HttpException refused
            ? refused.getCode()
            : response.getStatus();
    HttpProblem problem = problem(status);
    Response answer = response;
    io.vitrine.http.Response content = ErrorAnswers.of(problem);
    String id = ids.next();
    answer.setStatus(problem.status());
    answer.getHeaders().put(RequestIds.HEADER, id);
    answer.getHeaders().put("X-Content-Type-Options", "nosniff");
    answer.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    content.headers().forEach(header -> answer.getHeaders().put(header.name(), header.value()));
    if (status == 503) {
      answer.getHeaders().put("Retry-After", "5");
    }
    ByteBuffer bytes =
        request.getMethod().equals("HEAD")
            ? null
            : ByteBuffer.wrap(Json.write(((Body.Json) content.body()).value()));
    record(request, id, problem.status());
    answer.write(true, bytes, callback);
    return true;
  }

  private static HttpProblem problem(int status) {
    HttpProblem known = PROBLEMS.get(status);
    if (known != null) {
      return known;
    }
    return status >= 400 && status < 500
        ? new HttpProblem(status, "INVALID_ARGUMENT", "the request cannot be answered")
        : new HttpProblem(500, "INTERNAL", "the server failed; the details are in its log");
  }

  private void record(Request request, String id, int status) {
    long nanoseconds = System.nanoTime() - request.getBeginNanoTime();
    metrics.count(request.getMethod(), RequestMetrics.NO_ROUTE, status, nanoseconds, 0, 0);
    String target = request.getHttpURI().getPathQuery();
    log.write(
        new AccessLog.Line(
            id,
            request.getMethod(),
            target == null ? "" : target,
            status,
            0,
            0,
            nanoseconds / 1_000_000,
            JettyRequest.remoteAddress(request),
            null));
  }
}
