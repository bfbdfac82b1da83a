package io.vitrine.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the server listens (contract: operator.md, Settings).
 *
 * @param host address or name to listen on
 * @param port 0–65535; 0 has a free one picked
 * @param publicUrl base of every URL handed out, without a slash at its end; empty to take it from
 *     each request
 * @param stopTimeout how long running requests may go on when the server closes
 * @param idleTimeout how long a connection may stay without a byte in either direction
 */
public record HttpConfig(
    String host,
    int port,
    Tls tls,
    Optional<String> publicUrl,
    Duration stopTimeout,
    Duration idleTimeout) {
  public static final Duration DEFAULT_STOP_TIMEOUT = Duration.ofSeconds(20);
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(60);

  public HttpConfig {
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
    }
    publicUrl = publicUrl.map(HttpConfig::withoutSlash);
  }

  /** With the usual time limits. */
  public HttpConfig(String host, int port, Tls tls, Optional<String> publicUrl) {
    this(host, port, tls, publicUrl, DEFAULT_STOP_TIMEOUT, DEFAULT_IDLE_TIMEOUT);
  }

  /** How the server speaks to its clients. */
  public sealed interface Tls {
    /** Plain HTTP/1.1. */
    record Off() implements Tls {}

    /**
     * HTTPS with a certificate made on this machine, for local use.
     *
     * @param folder where it is kept; made when missing
     */
    record SelfSigned(Path folder) implements Tls {}

    /**
     * HTTPS with a certificate of the operator's.
     *
     * @param certificate PEM, the server's first, then those that vouch for it
     * @param key PEM, PKCS#8, not encrypted
     */
    record Certificate(Path certificate, Path key) implements Tls {}
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
