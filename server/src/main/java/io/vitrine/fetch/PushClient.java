package io.vitrine.fetch;

import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Brings something to servers that somebody else named, by the rules of {@link SourceClient} and
 * two more: redirects are not followed, and a URL that is not {@code https} must lead to an address
 * that the operator has named (contract: events.md section 4). Safe for many threads.
 */
public final class PushClient {
  private final GuardedConnections connections;
  private final GuardedConnections plain;
  private final SSLSocketFactory tls;
  private final String userAgent;

  /**
   * @param tls verifies certificates; see {@link TrustedTls}
   * @param userAgent name and version of the product
   */
  public PushClient(GuardedConnections connections, SSLSocketFactory tls, String userAgent) {
    this.connections = connections;
    this.plain = connections.liftedOnly();
    this.tls = tls;
    this.userAgent = userAgent;
  }

  /**
   * What the server said; the rest of its answer is not read.
   *
   * @param retryAfter its {@code Retry-After} as sent
   */
  public record Told(int status, Optional<String> retryAfter) {}

  /** Why nothing can ever be brought to a URL, as far as that can be told without its name. */
  public Optional<String> refusal(SourceUrl url) {
    return url.isSecure()
        ? connections.refusal(url)
        : plain.refusal(url).map(forbidden -> "must be an https URL with a public address");
  }

  /**
   * Sends a {@code POST}.
   *
   * @param time for all of it: name, connection, request and the head of the answer
   * @throws FetchException {@code FORBIDDEN} without a connection, or {@code UNREACHABLE}
   */
  public Told post(
      SourceUrl url,
      SourceRequest.Content body,
      List<Map.Entry<String, String>> headers,
      Duration time)
      throws FetchException {
    long end = System.nanoTime() + time.toNanos();
    Socket socket = (url.isSecure() ? connections : plain).connect(url, time);
    Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    SourceRequest request = new SourceRequest("POST", url, List.of(), headers, Optional.of(body));
    FetchLimits limits = new FetchLimits(left, left, left, 0);
    try (SourceAnswer answer =
        SourceAnswer.receive(socket, request, url, true, limits, tls, userAgent)) {
      return new Told(answer.status(), answer.header("Retry-After"));
    }
  }
}
