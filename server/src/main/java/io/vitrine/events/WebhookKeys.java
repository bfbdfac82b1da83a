package io.vitrine.events;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.SigningKeyPair;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RSA keys by which deliveries are signed (contract: events.md section 3). All nodes share
 * them: they are rows, the private halves sealed. The first pair is made when it is first needed,
 * because that takes a processor for some tenths of a second. Safe for many threads.
 */
public final class WebhookKeys {
  private static final Logger log = LoggerFactory.getLogger(WebhookKeys.class);
  private static final int BITS = 2048;
  private static final int ID_BYTES = 8;

  /** How long a replaced key is still shown, so that late receivers can check what it signed. */
  private static final Duration KEEP_REPLACED = Duration.ofDays(30);

  private final Catalog catalog;
  private final KeySeal seal;
  private final InstantSource clock;
  private final Map<String, Optional<PrivateKey>> opened = new ConcurrentHashMap<>();

  public WebhookKeys(Catalog catalog, KeySeal seal, InstantSource clock) {
    this.catalog = catalog;
    this.seal = seal;
    this.clock = clock;
  }

  /** What signs. */
  record Signing(String id, PrivateKey key) {}

  /** The key that signs now; one is made when there is none that can be opened. */
  Signing current() {
    Instant now = clock.instant();
    return signing(now).orElseGet(() -> made(now));
  }

  /** The public keys, the one that signs last first; the first pair is made when there is none. */
  public List<PublicKeyText> publicKeys() {
    current();
    return catalog.signingKeys().list().stream()
        .map(pair -> PublicKeyText.of(pair.id(), pair.publicKey(), pair.signsFrom()))
        .toList();
  }

  /**
   * Makes another pair of keys.
   *
   * @param overlap how long the present key goes on to sign, so that the new public key can be
   *     brought to the subscribers
   */
  public PublicKeyText rotate(Duration overlap) {
    current();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    SigningKeyPair pair = generate(now, now.plus(overlap));
    catalog.write(
        transaction -> {
          transaction.signingKeys().insert(pair);
          return transaction.signingKeys().deleteReplacedBefore(now.minus(KEEP_REPLACED));
        });
    return PublicKeyText.of(pair.id(), pair.publicKey(), pair.signsFrom());
  }

  private Optional<Signing> signing(Instant now) {
    return catalog.signingKeys().list().stream()
        .filter(pair -> !pair.signsFrom().isAfter(now))
        .flatMap(
            pair ->
                opened
                    .computeIfAbsent(pair.id(), id -> open(pair))
                    .map(key -> new Signing(pair.id(), key))
                    .stream())
        .findFirst();
  }

  /** Somebody else may make one at the same time: the transaction decides. */
  private synchronized Signing made(Instant now) {
    Optional<Signing> present = signing(now);
    if (present.isPresent()) {
      return present.get();
    }
    SigningKeyPair pair = generate(now, now);
    return catalog.write(
        transaction ->
            signing(now)
                .orElseGet(
                    () -> {
                      transaction.signingKeys().insert(pair);
                      return new Signing(
                          pair.id(),
                          opened.computeIfAbsent(pair.id(), _ -> open(pair)).orElseThrow());
                    }));
  }

  private SigningKeyPair generate(Instant now, Instant signsFrom) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      KeyPair pair = generator.generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded);
      String id = HexFormat.of().formatHex(hash, 0, ID_BYTES);
      Base64.Encoder base64 = Base64.getEncoder();
      return new SigningKeyPair(
          id,
          base64.encodeToString(encoded),
          seal.close(id, base64.encodeToString(pair.getPrivate().getEncoded())),
          now.truncatedTo(ChronoUnit.MILLIS),
          signsFrom.truncatedTo(ChronoUnit.MILLIS));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has RSA", missing);
    }
  }

  private Optional<PrivateKey> open(SigningKeyPair pair) {
    Optional<String> text = seal.open(pair.id(), pair.sealedPrivateKey());
    if (text.isEmpty()) {
      log.warn("the signing key {} was sealed with another secret and is not used", pair.id());
      return Optional.empty();
    }
    try {
      return Optional.of(
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text.get()))));
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("the signing key " + pair.id() + " is damaged", damaged);
    }
  }
}
