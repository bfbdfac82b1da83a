package io.vitrine.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * The tokens in upload URLs: they name the reserved upload and nothing else; what may be sent is
 * read from the catalog (contract: uploads.md section 1, security.md threat 20).
 */
public final class UploadTokens {
  private final Signer signer;
  private final InstantSource clock;

  public UploadTokens(Signer signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
  }

  /** What came of checking a token. */
  public sealed interface Checked {
    /** Ours and in its time. */
    record Valid(String uploadId) implements Checked {}

    /** Ours, but too old. */
    record Expired() implements Checked {}

    /** Anything else. */
    record Invalid() implements Checked {}
  }

  /** The token of an upload that is usable until then. */
  public String issue(String uploadId, Instant expires) {
    return signer.sign(Purpose.UPLOAD, Map.of("sub", uploadId), clock.instant(), expires);
  }

  /** Checks the token of an upload URL. */
  public Checked verify(String token) {
    return switch (signer.verify(Purpose.UPLOAD, token)) {
      case Verification.Valid(var claims) -> new Checked.Valid(claims.path("sub").asString(""));
      case Verification.Expired _ -> new Checked.Expired();
      case Verification.Invalid _ -> new Checked.Invalid();
    };
  }
}
