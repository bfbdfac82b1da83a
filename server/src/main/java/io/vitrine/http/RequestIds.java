package io.vitrine.http;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the IDs under which requests are answered and logged (contract: errors.md section 5). */
final class RequestIds {
  static final String HEADER = "X-Wix-Request-Id";

  private final InstantSource clock;

  RequestIds(InstantSource clock) {
    this.clock = clock;
  }

  /** A new ID: unix seconds, a point, 16 random hexadecimal digits. */
  String next() {
    // The ID is a name, not a secret, so the fast generator will do.
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    return clock.millis() / 1000 + "." + random;
  }
}
