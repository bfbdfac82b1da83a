package io.vitrine.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what waits for nothing on the thread that reads connections, all else on a virtual thread
 * of its own (measured for a file of 50 KB: 33 against 70 µs).
 *
 * <p>Over TLS Jetty calls this on a virtual thread already, so that the thread that reads
 * connections does not decrypt for all of them; then everything is answered right there.
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

  /**
   * @param type {@code NON_BLOCKING} to be called by the thread that reads connections
   */
  JettyHandler(Parts parts, InvocationType type) {
    super(type);
    this.parts = parts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // A handler that works for long without reading or writing is not idle.
    request.addIdleTimeoutListener(timeout -> false);
    boolean onOwnThread = getInvocationType() == InvocationType.BLOCKING;
    Exchange exchange = new Exchange(parts, request, response, callback, onOwnThread);
    if (onOwnThread || !exchange.mayBlock()) {
      exchange.run();
    } else {
      request.getComponents().getExecutor().execute(exchange);
    }
    return true;
  }
}
