package io.vitrine.fetch;

import io.vitrine.fetch.FetchException.Reason;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks servers that somebody else named. Each request has a connection of its own to an address
 * that was checked, redirects are followed one by one and checked like the first URL, and nothing
 * goes along but what is said here: no cookies, no proxy, no certificate of ours (contract:
 * uploads.md sections 3.1 and 3.2). Safe for many threads.
 */
public final class SourceClient {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final GuardedConnections connections;
  private final FetchLimits limits;
  private final SSLSocketFactory tls;
  private final String userAgent;

  /**
   * @param tls verifies certificates; see {@link TrustedTls}
   * @param userAgent name and version of the product
   */
  public SourceClient(
      GuardedConnections connections, FetchLimits limits, SSLSocketFactory tls, String userAgent) {
    this.connections = connections;
    this.limits = limits;
    this.tls = tls;
    this.userAgent = userAgent;
  }

  /**
   * Sends a request and gives the first answer that is no redirect, whatever its status; the caller
   * closes it.
   *
   * @throws FetchException when there is none
   */
  public SourceAnswer send(SourceRequest request) throws FetchException {
    SourceUrl url = request.url();
    for (int followed = 0; followed <= limits.redirects(); followed++) {
      SourceAnswer answer = ask(request, url);
      if (!REDIRECTS.contains(answer.status()) || answer.header("Location").isEmpty()) {
        return answer;
      }
      answer.close();
      url = next(request, url, answer.header("Location").get());
    }
    throw new FetchException(
        Reason.TOO_MANY_REDIRECTS,
        "the source redirects more than " + limits.redirects() + " times");
  }

  private SourceAnswer ask(SourceRequest request, SourceUrl url) throws FetchException {
    Socket socket = connections.connect(url, limits.connect());
    boolean own = url.origin().equals(request.url().origin());
    return SourceAnswer.receive(socket, request, url, own, limits, tls, userAgent);
  }

  private static SourceUrl next(SourceRequest request, SourceUrl from, String location)
      throws FetchException {
    SourceUrl next;
    try {
      next = from.resolve(utf8(location));
    } catch (UrlException notTheWeb) {
      throw GuardedConnections.forbidden();
    }
    boolean downgrade = from.isSecure() && !next.isSecure();
    if (downgrade && !request.ownHeaders().isEmpty()) {
      throw GuardedConnections.forbidden();
    }
    return next;
  }

  /** Headers come as one character a byte; most who send more than ASCII send UTF-8. */
  private static String utf8(String header) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException otherCharset) {
      return header;
    }
  }
}
