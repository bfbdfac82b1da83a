package io.vitrine;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A connection on which a test says exactly what it likes, also what no client library would. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLISECONDS = 20_000;

  private final Socket socket;
  private final URI address;

  /**
   * @param address scheme, host and port of a server without TLS
   */
  RawConnection(String address) throws IOException {
    this.address = URI.create(address);
    socket = new Socket(this.address.getHost(), this.address.getPort());
    socket.setSoTimeout(PATIENCE_MILLISECONDS);
  }

  /** An answer; the names of headers are in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {}

  /** Sends a request line, headers and the empty line behind them; Host is added. */
  void head(String requestLine, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(requestLine).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(address.getAuthority()).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    send(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    send(bytes, 0, bytes.length);
  }

  void send(byte[] bytes, int offset, int length) throws IOException {
    socket.getOutputStream().write(bytes, offset, length);
    socket.getOutputStream().flush();
  }

  /** Says that nothing more will come, but goes on listening. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Breaks the connection off, as a machine does that loses its network. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Whether the server has nothing more to say and has closed. */
  boolean isClosedByServer() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  /** Reads what still comes until the server closes, and tells how many bytes that were. */
  long drain() throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    try {
      for (int read = socket.getInputStream().read(buffer);
          read >= 0;
          read = socket.getInputStream().read(buffer)) {
        bytes += read;
      }
    } catch (java.net.SocketException reset) {
      return bytes;
    }
    return bytes;
  }

  /** Reads the head of an answer; an interim one (1xx) too. */
  Answer readHead() throws IOException {
    String[] lines = headText().split("\r\n", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, "");
  }

  /** Reads an answer whose body has a told length. */
  Answer read() throws IOException {
    Answer head = readHead();
    int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
    byte[] body = socket.getInputStream().readNBytes(length);
    return new Answer(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
  }

  private String headText() throws IOException {
    InputStream input = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4) {
      int next = input.read();
      if (next < 0) {
        throw new EOFException("the server closed after: " + head);
      }
      head.write(next);
      ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
