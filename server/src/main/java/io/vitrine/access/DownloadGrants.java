package io.vitrine.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes grants into the tokens of download URLs and reads them back. */
public final class DownloadGrants {
  private final Signer signer;

  public DownloadGrants(Signer signer) {
    this.signer = signer;
  }

  /** What came of checking a token. */
  public sealed interface Checked {
    /** Ours and in its time. */
    record Valid(DownloadGrant grant) implements Checked {}

    /** Ours, but its time is over; the grant can be relied on. */
    record Expired(DownloadGrant grant) implements Checked {}

    /** Anything else. */
    record Invalid() implements Checked {}
  }

  /**
   * The token that carries the grant.
   *
   * @throws IllegalArgumentException when it would be longer than a token may be
   */
  public String issue(DownloadGrant grant) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("site", grant.siteId());
    claims.put("file", grant.fileId());
    claims.put("asset", grant.assetKey());
    claims.put("path", grant.path());
    claims.put(
        "dis",
        Map.of("filename", grant.fileName(), "type", grant.inline() ? "inline" : "attachment"));
    grant.redirectUrl().ifPresent(url -> claims.put("red", url));
    return signer.sign(Purpose.DOWNLOAD, claims, grant.life().begins(), grant.life().ends());
  }

  /** Checks the token of a download URL. */
  public Checked verify(String token) {
    return switch (signer.verify(Purpose.DOWNLOAD, token)) {
      case Verification.Valid(JsonNode claims) -> new Checked.Valid(grant(claims));
      case Verification.Expired(JsonNode claims) -> new Checked.Expired(grant(claims));
      case Verification.Invalid _ -> new Checked.Invalid();
    };
  }

  private static DownloadGrant grant(JsonNode claims) {
    JsonNode disposition = claims.path("dis");
    return new DownloadGrant(
        claims.path("site").asString(""),
        claims.path("file").asString(""),
        claims.path("asset").asString(""),
        claims.path("path").asString(""),
        disposition.path("filename").asString(""),
        disposition.path("type").asString("").equals("inline"),
        Optional.ofNullable(claims.get("red")).map(JsonNode::asString),
        new UrlLife(
            Instant.ofEpochSecond(claims.path("iat").longValue()),
            Instant.ofEpochSecond(claims.path("exp").longValue())));
  }
}
