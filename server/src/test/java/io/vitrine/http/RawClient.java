package io.vitrine.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Speaks HTTP/1.1 byte by byte, so that a test can break its rules. */
final class RawClient implements AutoCloseable {
  private static final int LONGEST_WAIT_MILLISECONDS = 20_000;

  final Socket socket;
  private final InputStream input;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(LONGEST_WAIT_MILLISECONDS);
    input = socket.getInputStream();
  }

  /** An answer; header lines as they came. */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, String head, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Reads an answer to a request other than HEAD. */
  Answer read() throws IOException {
    return read(true);
  }

  Answer readHead() throws IOException {
    return read(false);
  }

  private Answer read(boolean withBody) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = input.read();
      if (next < 0) {
        throw new IOException("the connection ended in: " + head);
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    int status = Integer.parseInt(text.substring(9, 12));
    Answer described = new Answer(status, text, new byte[0]);
    int length = withBody ? described.header("Content-Length").map(Integer::valueOf).orElse(0) : 0;
    byte[] body = input.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the body ended after " + body.length + " of " + length);
    }
    return new Answer(status, text, Arrays.copyOf(body, body.length));
  }

  /** Whether the server has closed the connection, waiting until it does. */
  boolean isAtEnd() throws IOException {
    return input.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
