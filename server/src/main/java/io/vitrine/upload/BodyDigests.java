package io.vitrine.upload;

import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The checksums that a client sent with a body: {@code Content-MD5} (RFC 1864), {@code Digest} (RFC
 * 3230), {@code Content-Digest} and {@code Repr-Digest} (RFC 9530). Algorithms that are not known
 * here are passed over, as those RFCs ask.
 */
final class BodyDigests {
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "md5", "MD5", "sha", "SHA-1", "sha-1", "SHA-1", "sha-256", "SHA-256", "sha-512",
          "SHA-512");

  private final List<Expected> expected;

  private BodyDigests(List<Expected> expected) {
    this.expected = expected;
  }

  /**
   * The checksums of a request.
   *
   * @throws HttpProblem 400 {@code CHECKSUM_MISMATCH} when one is not even Base64
   */
  static BodyDigests of(Request request) {
    List<Expected> expected = new ArrayList<>();
    request.header("Content-MD5").ifPresent(value -> add(expected, "md5", value));
    for (String header : List.of("Digest", "Content-Digest", "Repr-Digest")) {
      for (String line : request.headers(header)) {
        for (String member : line.split(",", -1)) {
          int equals = member.indexOf('=');
          if (equals > 0) {
            String value = member.substring(equals + 1).strip();
            add(expected, member.substring(0, equals).strip(), withoutColons(value));
          }
        }
      }
    }
    return new BodyDigests(expected);
  }

  /** Counts in the remaining bytes of the piece, without moving its position. */
  void update(ByteBuffer piece) {
    for (Expected one : expected) {
      one.digest.update(piece.duplicate());
    }
  }

  /**
   * Compares the checksums with the bytes that came.
   *
   * @throws HttpProblem 400 {@code CHECKSUM_MISMATCH}
   */
  void verify() {
    for (Expected one : expected) {
      if (!MessageDigest.isEqual(one.digest.digest(), one.value)) {
        throw mismatch("the bytes do not have the " + one.digest.getAlgorithm() + " sum told");
      }
    }
  }

  private static void add(List<Expected> expected, String algorithm, String base64) {
    Optional<MessageDigest> digest =
        Optional.ofNullable(ALGORITHMS.get(algorithm.toLowerCase(Locale.ROOT)))
            .map(BodyDigests::digest);
    if (digest.isPresent()) {
      try {
        expected.add(new Expected(digest.get(), Base64.getDecoder().decode(base64.strip())));
      } catch (IllegalArgumentException notBase64) {
        throw mismatch("the " + algorithm + " sum is not Base64");
      }
    }
  }

  private static String withoutColons(String value) {
    boolean structured = value.length() >= 2 && value.startsWith(":") && value.endsWith(":");
    return structured ? value.substring(1, value.length() - 1) : value;
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has " + name, missing);
    }
  }

  private static HttpProblem mismatch(String description) {
    return new HttpProblem(400, "CHECKSUM_MISMATCH", description);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Expected(MessageDigest digest, byte[] value) {}
}
