package io.vitrine.fetch;

import java.time.Duration;

/**
 * How long and how far a request goes (contract: uploads.md section 3.1).
 *
 * @param connect until the connection is there, the look-up of the name included
 * @param firstByte until the head of the answer is there
 * @param idle between two pieces of the body
 * @param redirects how many are followed
 */
public record FetchLimits(Duration connect, Duration firstByte, Duration idle, int redirects) {
  /** What the contract says. */
  public static final FetchLimits CONTRACT =
      new FetchLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), 5);
}
