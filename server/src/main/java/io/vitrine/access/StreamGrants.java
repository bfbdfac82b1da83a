package io.vitrine.access;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Writes grants into the tokens of streaming URLs and reads them back. */
public final class StreamGrants {
  private final Signer signer;

  public StreamGrants(Signer signer) {
    this.signer = signer;
  }

  /** What came of checking a token. */
  public sealed interface Checked {
    /** Ours and in its time. */
    record Valid(StreamGrant grant) implements Checked {}

    /** Ours, but its time is over. */
    record Expired() implements Checked {}

    /** Anything else. */
    record Invalid() implements Checked {}
  }

  /** The token that carries the grant. */
  public String issue(StreamGrant grant) {
    return signer.sign(
        Purpose.STREAM,
        Map.of("site", grant.siteId(), "file", grant.fileId()),
        grant.life().begins(),
        grant.life().ends());
  }

  /** Checks the token of a streaming URL. */
  public Checked verify(String token) {
    return switch (signer.verify(Purpose.STREAM, token)) {
      case Verification.Valid(JsonNode claims) -> new Checked.Valid(grant(claims));
      case Verification.Expired _ -> new Checked.Expired();
      case Verification.Invalid _ -> new Checked.Invalid();
    };
  }

  private static StreamGrant grant(JsonNode claims) {
    return new StreamGrant(
        claims.path("site").asString(""),
        claims.path("file").asString(""),
        new UrlLife(
            Instant.ofEpochSecond(claims.path("iat").longValue()),
            Instant.ofEpochSecond(claims.path("exp").longValue())));
  }
}
