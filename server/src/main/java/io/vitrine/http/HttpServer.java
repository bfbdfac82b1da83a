package io.vitrine.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: listens, hands requests to their routes and stops gracefully. The settings of Jetty
 * that are not its defaults were chosen by measurement.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** Guards nothing: the key's file is the secret, and has mode 0600. */
  private static final String KEY_PASSWORD = "vitrine";

  private static final int LARGEST_HEAD = 48 * 1024;
  private static final int INPUT_BUFFER = 64 * 1024;
  private static final int OUTPUT_BUFFER = 32 * 1024;
  private static final int ACCEPT_QUEUE = 4096;
  private static final int MOST_PLATFORM_THREADS = 64;
  private static final int MOST_REQUESTS = 20_000;
  private static final int FEWEST_PLATFORM_THREADS = 8;

  private final HttpConfig config;
  private final Router router;
  private final ErrorTranslator errors;
  private final MeterRegistry metrics;
  private final Server jetty;
  private FileConnector connector;

  /**
   * @param routes from {@link Routes#checked()}
   * @throws IllegalArgumentException when two routes mean the same requests
   */
  public HttpServer(
      HttpConfig config, List<Routes.Route> routes, ErrorTranslator errors, MeterRegistry metrics) {
    this.config = config;
    this.router = new Router(routes);
    this.errors = errors;
    this.metrics = metrics;
    QueuedThreadPool threads = new QueuedThreadPool(MOST_PLATFORM_THREADS, FEWEST_PLATFORM_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(new VirtualThreadPool(MOST_REQUESTS));
    this.jetty = new Server(threads, null, new ArrayByteBufferPool(-1, -1, PartsSender.PIECE));
  }

  /**
   * Begins to listen.
   *
   * @throws ListenException when it cannot
   * @throws IllegalArgumentException when the certificate cannot be used
   */
  public void start() {
    HttpConfiguration http = httpConfiguration();
    connector = new FileConnector(jetty, selectors(), window(), factories(http));
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    jetty.addConnector(connector);
    jetty.setStopTimeout(config.stopTimeout().toMillis());
    try {
      // The port is known only now, and the routes' fallback origin needs it.
      connector.open();
      jetty.setHandler(handler());
      jetty.start();
    } catch (Exception failure) {
      close();
      throw new ListenException(reason(failure), failure);
    }
  }

  /** Where the server is reached, such as {@code http://127.0.0.1:8080}. */
  public String address() {
    String scheme = config.tls() instanceof HttpConfig.Tls.Off ? "http" : "https";
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return scheme + "://" + host + ":" + connector.getLocalPort();
  }

  /** Takes no more work, and returns when the running requests have ended or their time is over. */
  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception failure) {
      LOG.warn("Some requests did not end in time and were cut off", failure);
    }
  }

  private GracefulHandler handler() {
    RequestIds ids = new RequestIds(InstantSource.system());
    RequestMetrics counted = new RequestMetrics(metrics);
    AccessLog log = new AccessLog();
    ErrorAnswers answers = new ErrorAnswers(errors);
    jetty.setErrorHandler(new JettyErrors(ids, counted, log));
    GracefulHandler graceful =
        new GracefulHandler(
            new JettyHandler(
                new JettyHandler.Parts(
                    new Dispatcher(router, answers),
                    answers,
                    ids,
                    new JettyRequest.Origins(config.publicUrl(), address()),
                    counted,
                    log),
                config.tls() instanceof HttpConfig.Tls.Off
                    ? InvocationType.NON_BLOCKING
                    : InvocationType.BLOCKING));
    graceful.setShutdownIdleTimeout(config.stopTimeout().toMillis());
    return graceful;
  }

  private ConnectionFactory[] factories(HttpConfiguration http) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    plain.setInputBufferSize(INPUT_BUFFER);
    return switch (config.tls()) {
      case HttpConfig.Tls.Off() -> new ConnectionFactory[] {plain};
      case HttpConfig.Tls.SelfSigned(Path folder) ->
          secured(
              plain,
              http,
              new SelfSignedCertificate(folder, config.host(), InstantSource.system())
                  .readOrMake(KEY_PASSWORD.toCharArray()));
      case HttpConfig.Tls.Certificate(Path certificate, Path key) ->
          secured(plain, http, Certificates.read(certificate, key, KEY_PASSWORD.toCharArray()));
    };
  }

  private static ConnectionFactory[] secured(
      HttpConnectionFactory plain, HttpConfiguration http, KeyStore keys) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keys);
    tls.setKeyStorePassword(KEY_PASSWORD);
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(http);
    ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
    choice.setDefaultProtocol(plain.getProtocol());
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls, choice.getProtocol()), choice, http2, plain
    };
  }

  private static HttpConfiguration httpConfiguration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(LARGEST_HEAD);
    // The answer to HEAD of an upload repeats Upload-Metadata and Upload-Concat as they came.
    http.setMaxResponseHeaderSize(LARGEST_HEAD);
    http.setOutputBufferSize(OUTPUT_BUFFER);
    // Paths are judged by PathParts, from their raw form, with answers in our own words.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return http;
  }

  private static FileWindow window() {
    try {
      return FileWindow.open();
    } catch (IOException failure) {
      throw new ListenException(
          "the folder for temporary files cannot be used: " + failure.getMessage(), failure);
    }
  }

  private static int selectors() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  private String reason(Exception failure) {
    String place = "the port " + config.port() + " of " + config.host();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "the host " + config.host() + " is not known";
      }
      if (cause instanceof BindException bind) {
        String text = String.valueOf(bind.getMessage());
        return text.contains("assign")
            ? "the host " + config.host() + " is not an address of this machine"
            : place + " is in use";
      }
      if (cause instanceof SocketException) {
        return place + " may not be used: " + cause.getMessage();
      }
    }
    return place + " cannot be used: " + failure.getMessage();
  }
}
