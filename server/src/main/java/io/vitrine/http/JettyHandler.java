package io.vitrine.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hands each request to a virtual thread. It does nothing else, so Jetty may run it on the thread
 * that read the request.
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
    super(InvocationType.NON_BLOCKING);
    this.parts = parts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // A handler that works for long without reading or writing is not idle.
    request.addIdleTimeoutListener(timeout -> false);
    Thread.startVirtualThread(new Exchange(parts, request, response, callback));
    return true;
  }
}
