package io.vitrine.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;

/** Opens connections to addresses that were checked. */
@FunctionalInterface
public interface Connector {

  /**
   * Connects.
   *
   * @param target an address, never a name that would be looked up once more
   */
  Socket connect(InetSocketAddress target, Duration timeout) throws IOException;

  /** Connects without any proxy, whatever the environment says. */
  static Connector direct() {
    return (target, timeout) -> {
      Socket socket = new Socket(Proxy.NO_PROXY);
      try {
        socket.setTcpNoDelay(true);
        socket.connect(target, Math.toIntExact(timeout.toMillis()));
        return socket;
      } catch (IOException failure) {
        socket.close();
        throw failure;
      }
    };
  }
}
