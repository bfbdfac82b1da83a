package io.vitrine.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * The tokens in upload URLs and those of resumable uploads, each kind with a purpose of its own, so
 * that one does not pass as the other: they name the reserved upload and nothing else; what may be
 * sent is read from the catalog (contract: uploads.md section 1, security.md threat 20).
 */
public final class UploadTokens {
  private final Signer signer;
  private final Purpose purpose;
  private final InstantSource clock;

  /**
   * @param purpose {@link Purpose#UPLOAD} or {@link Purpose#RESUMABLE}
   */
  public UploadTokens(Signer signer, Purpose purpose, InstantSource clock) {
    this.signer = signer;
    this.purpose = purpose;
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

  /** The token of a reserved upload that is usable until then. */
  public String issue(String uploadId, Instant expires) {
    return signer.sign(purpose, Map.of("sub", uploadId), clock.instant(), expires);
  }

  /** Checks a token as a client sent it. */
  public Checked verify(String token) {
    return switch (signer.verify(purpose, token)) {
      case Verification.Valid(var claims) -> new Checked.Valid(claims.path("sub").asString(""));
      case Verification.Expired _ -> new Checked.Expired();
      case Verification.Invalid _ -> new Checked.Invalid();
    };
  }
}
