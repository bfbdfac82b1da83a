package io.vitrine.fetch;

import io.vitrine.fetch.FetchException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connects to a URL's host when all of its addresses may be reached, and to exactly one of the
 * addresses that were checked (contract: uploads.md 3.2 rules 3 and 9): a name that answers
 * differently the next time gains nothing.
 */
public final class GuardedConnections {
  private final AddressRule rule;
  private final Resolver resolver;
  private final Connector connector;

  public GuardedConnections(AddressRule rule, Resolver resolver, Connector connector) {
    this.rule = rule;
    this.resolver = resolver;
    this.connector = connector;
  }

  /** Connections to nothing but the ranges that the rule lifts. */
  GuardedConnections liftedOnly() {
    return new GuardedConnections(rule.liftedOnly(), resolver, connector);
  }

  /** Why a URL can never be reached, as far as that can be told without looking up its name. */
  public Optional<String> refusal(SourceUrl url) {
    Optional<byte[]> address = url.address();
    boolean forbidden =
        address.isPresent()
            ? !rule.allows(address.get(), url.port())
            : !rule.hasExceptions() && !rule.allowsPort(url.port());
    return forbidden
        ? Optional.of("must be a public address and a port of the web")
        : Optional.empty();
  }

  /**
   * Connects.
   *
   * @throws FetchException {@code FORBIDDEN} without a connection, or {@code UNREACHABLE}
   */
  Socket connect(SourceUrl url, Duration timeout) throws FetchException {
    long end = System.nanoTime() + timeout.toNanos();
    List<InetAddress> addresses = addresses(url, timeout);
    for (InetAddress address : addresses) {
      if (!rule.allows(address.getAddress(), url.port())) {
        throw forbidden();
      }
    }
    FetchException failure = unreachable(null);
    for (InetAddress address : addresses) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.toMillis() < 1) {
        break;
      }
      try {
        return connector.connect(new InetSocketAddress(address, url.port()), left);
      } catch (IOException refused) {
        failure = unreachable(refused);
      }
    }
    throw failure;
  }

  static FetchException forbidden() {
    return new FetchException(
        Reason.FORBIDDEN, "the URL leads to an address that must not be reached");
  }

  private List<InetAddress> addresses(SourceUrl url, Duration timeout) throws FetchException {
    if (url.address().isPresent()) {
      byte[] literal = url.address().get();
      // Checked as it was written: Java takes an IPv4 address inside IPv6 for plain IPv4.
      if (!rule.allows(literal, url.port())) {
        throw forbidden();
      }
      return List.of(SourceUrl.inet(literal));
    }
    List<InetAddress> found = lookUp(url.host(), timeout);
    if (found.isEmpty()) {
      throw unreachable(null);
    }
    return found;
  }

  /** The operating system's look-up knows no time limit, so somebody else waits for it. */
  private List<InetAddress> lookUp(String name, Duration timeout) throws FetchException {
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("look-up")
        .start(
            () -> {
              try {
                answer.complete(resolver.resolve(name));
              } catch (UnknownHostException | RuntimeException failure) {
                answer.completeExceptionally(failure);
              }
            });
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw unreachable(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unreachable(interrupted);
    }
  }

  private static FetchException unreachable(Throwable cause) {
    return new FetchException(Reason.UNREACHABLE, "the source cannot be reached", cause);
  }
}
