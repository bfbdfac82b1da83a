package io.vitrine.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs tokens and checks them: compact JWS with HS256 (RFC 7515), whose alphabet {@code A–Z a–z
 * 0–9 - _ .} needs no escaping in a URL (contract: security.md section 4). Safe for many threads.
 *
 * <p>A header is never read: it must be, byte for byte, one that this signer writes. So the
 * algorithm cannot be switched, and the {@code kid} in it picks a secret by comparison alone.
 */
public final class Signer {
  /** Clocks of nodes and clients may differ by this much. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  /** The longest token that is made or read, in characters. */
  public static final int MAX_TOKEN_LENGTH = 4096;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final InstantSource clock;
  private final SigningKey current;
  private final String currentHeader;
  private final Map<String, SigningKey> keysByHeader = new LinkedHashMap<>();
  private final Seal seal;

  public Signer(Secrets secrets, InstantSource clock) {
    this.clock = clock;
    List<SigningKey> keys =
        Stream.concat(Stream.of(secrets.current()), secrets.previous().stream())
            .map(SigningKey::new)
            .toList();
    current = keys.getFirst();
    currentHeader = header(current);
    keys.forEach(key -> keysByHeader.putIfAbsent(header(key), key));
    seal = new Seal(keys);
  }

  /**
   * Signs the claims from now on for this long.
   *
   * @throws IllegalArgumentException as the other {@code sign}
   */
  public String sign(Purpose purpose, Map<String, ?> claims, Duration life) {
    Instant now = clock.instant();
    return sign(purpose, claims, now, now.plus(life));
  }

  /**
   * Signs the claims for the time between two moments, kept in whole seconds. Equal input gives
   * equal tokens, so that a URL can be the same for repeated calls.
   *
   * @throws IllegalArgumentException when the claims hold {@code iat} or {@code exp}, which are the
   *     signer's, or make a token longer than {@link #MAX_TOKEN_LENGTH}
   */
  public String sign(Purpose purpose, Map<String, ?> claims, Instant issued, Instant expires) {
    if (claims.containsKey("iat") || claims.containsKey("exp")) {
      throw new IllegalArgumentException("iat and exp are written by the signer");
    }
    Map<String, Object> all = new TreeMap<>(claims);
    all.put("iat", issued.getEpochSecond());
    all.put("exp", expires.getEpochSecond());
    String content = currentHeader + "." + encode(JSON.writeValueAsBytes(all));
    String token = content + "." + encode(current.sign(purpose, bytes(content)));
    if (token.length() > MAX_TOKEN_LENGTH) {
      throw new IllegalArgumentException("the claims make a token of " + token.length());
    }
    return token;
  }

  /** Checks a token that was signed for this purpose. */
  public Verification verify(Purpose purpose, String token) {
    int payload = token.indexOf('.') + 1;
    int signature = token.lastIndexOf('.') + 1;
    if (token.length() > MAX_TOKEN_LENGTH || payload == 0 || payload == signature) {
      return new Verification.Invalid();
    }
    SigningKey key = keysByHeader.get(token.substring(0, payload - 1));
    if (key == null) {
      return new Verification.Invalid();
    }
    // Compared as text: base64 has several spellings of the same bytes, and only ours shall pass.
    String expected = encode(key.sign(purpose, bytes(token.substring(0, signature - 1))));
    if (!MessageDigest.isEqual(bytes(expected), bytes(token.substring(signature)))) {
      return new Verification.Invalid();
    }
    return inTime(token.substring(payload, signature - 1));
  }

  /**
   * Signs bytes without a life of their own, shorter than a token: for cursors.
   *
   * @param context what they belong to, such as the site; they open under the same only
   * @throws IllegalArgumentException when the result would be longer than 16,000 characters
   */
  public String seal(Purpose purpose, String context, byte[] content) {
    return seal.close(purpose, context, content);
  }

  /** The bytes that were sealed for this purpose and context; empty for anything else. */
  public Optional<byte[]> open(Purpose purpose, String context, String sealed) {
    return seal.open(purpose, context, sealed);
  }

  private Verification inTime(String payload) {
    JsonNode claims;
    try {
      claims = JSON.readTree(Base64.getUrlDecoder().decode(payload));
    } catch (IllegalArgumentException | JacksonException e) {
      return new Verification.Invalid();
    }
    JsonNode issued = claims.path("iat");
    JsonNode expires = claims.path("exp");
    long now = clock.instant().getEpochSecond();
    if (!issued.canConvertToLong()
        || !expires.canConvertToLong()
        || issued.longValue() > now + CLOCK_SKEW.toSeconds()) {
      return new Verification.Invalid();
    }
    return now >= expires.longValue() + CLOCK_SKEW.toSeconds()
        ? new Verification.Expired(claims)
        : new Verification.Valid(claims);
  }

  private static String header(SigningKey key) {
    Map<String, String> header = new TreeMap<>();
    header.put("alg", "HS256");
    header.put("kid", key.idText());
    header.put("typ", "JWT");
    return encode(JSON.writeValueAsBytes(header));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
