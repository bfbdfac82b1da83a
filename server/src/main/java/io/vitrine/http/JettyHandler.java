package io.vitrine.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers each request on the virtual thread on which Jetty calls it. The same thread then reads
 * the connection's next request; a thread of our own would cost two more changes of thread a
 * request (measured: 57 against 28 µs).
 */
final class JettyHandler extends Handler.Abstract {
  private final Parts parts;

  /** What every request needs. */
  record Parts(
      Dispatcher dispatcher,
      ErrorAnswers errors,
      RequestIds ids,
      JettyRequest.Origins origins,
      RequestMetrics metrics,
      AccessLog log) {}

  JettyHandler(Parts parts) {
    super(InvocationType.BLOCKING);
    this.parts = parts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // A handler that works for long without reading or writing is not idle.
    request.addIdleTimeoutListener(timeout -> false);
    new Exchange(parts, request, response, callback).run();
    return true;
  }
}
