package io.vitrine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A web server that says to the byte what it sends, so that it can also lie, stall and break off.
 * Each connection carries one request; unknown paths are answered 404.
 */
final class SourceServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();

  private SourceServer(ServerSocket listener) {
    this.listener = listener;
    Thread.ofVirtual().name("source").start(this::accept);
  }

  /** A server at a free port of 127.0.0.1. */
  static SourceServer start() {
    return at("127.0.0.1");
  }

  /** A server at a free port of this address. */
  static SourceServer at(String address) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getByName(address), 0), 256);
      return new SourceServer(listener);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A request as it came. */
  record Received(String method, String path, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** Sends an answer, byte by byte. */
  @FunctionalInterface
  interface Script {
    void answer(Received request, Sender to) throws IOException, InterruptedException;
  }

  /** Writes to the client. */
  record Sender(OutputStream out) {
    Sender head(String... lines) throws IOException {
      return text(String.join("\r\n", lines) + "\r\n\r\n");
    }

    Sender text(String text) throws IOException {
      return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Sender bytes(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      return this;
    }

    /** The first of these bytes. */
    Sender bytes(byte[] bytes, int length) throws IOException {
      return bytes(Arrays.copyOf(bytes, length));
    }

    /** A whole answer with its length. */
    void ok(byte[] body, String... headers) throws IOException {
      List<String> lines = new ArrayList<>(List.of("HTTP/1.1 200 OK"));
      lines.add("Content-Length: " + body.length);
      lines.addAll(List.of(headers));
      head(lines.toArray(String[]::new)).bytes(body);
    }

    void status(int status, String... headers) throws IOException {
      List<String> lines = new ArrayList<>(List.of("HTTP/1.1 " + status + " Told"));
      lines.add("Content-Length: 0");
      lines.addAll(List.of(headers));
      head(lines.toArray(String[]::new));
    }
  }

  /** Answers a path in this way; a {@code HEAD} too. */
  SourceServer on(String path, Script script) {
    scripts.put(path, script);
    return this;
  }

  /** The URL of a path, by the address. */
  String url(String path) {
    String host = listener.getInetAddress().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + path;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** All requests so far. */
  List<Received> requests() {
    return requests;
  }

  /** The requests for a path so far, without its query. */
  List<Received> requests(String path) {
    return requests.stream().filter(one -> bare(one.path()).equals(path)).toList();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().name("source-answer").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Received request = read(new BufferedInputStream(socket.getInputStream()));
      requests.add(request);
      Script script = scripts.getOrDefault(bare(request.path()), (_, to) -> to.status(404));
      script.answer(request, new Sender(socket.getOutputStream()));
      socket.shutdownOutput();
    } catch (IOException clientGone) {
      // What the client broke off is what some tests want to see.
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Received read(InputStream in) throws IOException {
    String[] start = line(in).split(" ", -1);
    if (start.length < 2) {
      throw new IOException("no request");
    }
    Map<String, String> headers = new TreeMap<>();
    String line = line(in);
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      line = line(in);
    }
    return new Received(start[0], start[1], headers);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = in.read();
    }
    return line.toString().strip();
  }

  private static String bare(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
