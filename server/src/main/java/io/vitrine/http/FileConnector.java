package io.vitrine.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * A connector whose connections can send files without copying them, and which at its end closes
 * those that do nothing. Jetty by itself gives them and the running ones the same short idle time,
 * and so cuts off an upload that pauses.
 */
final class FileConnector extends ServerConnector {
  private static final int ACCEPTORS = 1;
  private static final long MILLISECONDS_BETWEEN_LOOKS = 50;

  private final FileWindow window;

  FileConnector(Server server, int selectors, FileWindow window, ConnectionFactory... factories) {
    super(server, ACCEPTORS, selectors, factories);
    this.window = window;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SendfileEndPoint endPoint =
        new SendfileEndPoint(channel, selector, key, getScheduler(), window);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    CompletableFuture<Void> ended = super.shutdown();
    closeIdleUntil(ended);
    return ended;
  }

  private void closeIdleUntil(CompletableFuture<Void> ended) {
    if (!ended.isDone()) {
      getConnectedEndPoints().stream().filter(FileConnector::isIdle).forEach(EndPoint::close);
      getScheduler()
          .schedule(() -> closeIdleUntil(ended), MILLISECONDS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }
  }

  private static boolean isIdle(EndPoint endPoint) {
    return isIdle(endPoint.getConnection());
  }

  private static boolean isIdle(Connection connection) {
    return switch (connection) {
      case SslConnection tls -> isIdle(tls.getSslEndPoint().getConnection());
      case HttpConnection http -> http.getHttpChannel().getRequest() == null;
      // HTTP/2 says farewell by itself, and closes after its last stream.
      case null, default -> false;
    };
  }
}
