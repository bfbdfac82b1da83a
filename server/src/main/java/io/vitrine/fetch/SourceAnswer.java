package io.vitrine.fetch;

import io.vitrine.fetch.FetchException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer of a server, and the connection over which its body comes. Its head has a bound: 128
 * headers of 8 KiB.
 */
public final class SourceAnswer implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(SourceAnswer.class);
  private static final Http1Config HEAD_LIMITS =
      Http1Config.custom()
          .setMaxHeaderCount(128)
          .setMaxLineLength(8 << 10)
          .setMaxEmptyLineCount(8)
          .setBufferSize(16 << 10)
          .build();
  private static final int MOST_INTERIM_ANSWERS = 8;

  private final Socket socket;
  private final ClassicHttpResponse head;

  private SourceAnswer(Socket socket, ClassicHttpResponse head) {
    this.socket = socket;
    this.head = head;
  }

  static SourceAnswer receive(
      Socket plain,
      SourceRequest request,
      SourceUrl url,
      boolean own,
      FetchLimits limits,
      SSLSocketFactory tls,
      String userAgent)
      throws FetchException {
    CountDownLatch received = new CountDownLatch(1);
    closeUnless(received, limits.firstByte(), plain);
    try {
      plain.setSoTimeout(Math.toIntExact(limits.firstByte().toMillis()));
      Socket socket = url.isSecure() ? secure(plain, url, tls) : plain;
      DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(HEAD_LIMITS);
      connection.bind(socket);
      BasicClassicHttpRequest message = message(request, url, own, userAgent);
      connection.sendRequestHeader(message);
      if (message.getEntity() != null) {
        connection.sendRequestEntity(message);
      }
      connection.flush();
      ClassicHttpResponse head = connection.receiveResponseHeader();
      for (int i = 0; head.getCode() < 200 && i < MOST_INTERIM_ANSWERS; i++) {
        head = connection.receiveResponseHeader();
      }
      if (request.method().equals("GET") && head.getCode() != 204 && head.getCode() != 304) {
        connection.receiveResponseEntity(head);
      }
      socket.setSoTimeout(Math.toIntExact(limits.idle().toMillis()));
      return new SourceAnswer(plain, head);
    } catch (IOException | HttpException failure) {
      close(plain);
      throw new FetchException(
          Reason.UNREACHABLE, "the source cannot be reached or does not speak HTTP", failure);
    } catch (RuntimeException failure) {
      close(plain);
      throw failure;
    } finally {
      received.countDown();
    }
  }

  /** A server that sends its head byte by byte would outlast every time limit of a read. */
  private static void closeUnless(CountDownLatch received, Duration time, Socket socket) {
    Thread.ofVirtual()
        .name("fetch-watch")
        .start(
            () -> {
              try {
                if (!received.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                  close(socket);
                }
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Name indication and the check of the certificate go by the name, not by the address. */
  private static Socket secure(Socket plain, SourceUrl url, SSLSocketFactory factory)
      throws IOException {
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, url.host(), url.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static BasicClassicHttpRequest message(
      SourceRequest request, SourceUrl url, boolean own, String userAgent) {
    BasicClassicHttpRequest message = new BasicClassicHttpRequest(request.method(), url.path());
    message.addHeader("Host", url.authority());
    message.addHeader("User-Agent", userAgent);
    message.addHeader("Accept", "*/*");
    if (own) {
      request.ownHeaders().forEach(header -> message.setHeader(header.getKey(), header.getValue()));
    }
    message.setHeader("Accept-Encoding", "identity");
    message.setHeader("Connection", "close");
    request.headers().forEach(header -> message.setHeader(header.getKey(), header.getValue()));
    request
        .body()
        .ifPresent(
            body -> {
              byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
              message.setHeader("Content-Type", body.contentType());
              message.setHeader("Content-Length", bytes.length);
              message.setEntity(new ByteArrayEntity(bytes, null));
            });
    return message;
  }

  public int status() {
    return head.getCode();
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    Header header = head.getFirstHeader(name);
    return header == null ? Optional.empty() : Optional.ofNullable(header.getValue());
  }

  /** The length of the body as told, when it was told. */
  public OptionalLong length() {
    long length = head.getEntity() == null ? -1 : head.getEntity().getContentLength();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /**
   * Reads the next bytes of the body as they came.
   *
   * @return how many, -1 at the end
   * @throws FetchException {@code CUT} or {@code STALLED}
   */
  public int read(byte[] buffer, int offset, int length) throws FetchException {
    try {
      InputStream body =
          head.getEntity() == null ? InputStream.nullInputStream() : head.getEntity().getContent();
      return body.read(buffer, offset, length);
    } catch (SocketTimeoutException stalled) {
      throw new FetchException(Reason.STALLED, "the source stood still", stalled);
    } catch (IOException cut) {
      throw new FetchException(Reason.CUT, "the source broke off", cut);
    }
  }

  /** Ends the connection, whoever reads from it; what is left of the body is not waited for. */
  @Override
  public void close() {
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // A connection that cannot even be closed holds nothing that anybody waits for.
      log.debug("a connection to a source was gone already", gone);
    }
  }
}
