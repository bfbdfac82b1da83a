package io.vitrine.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.EventType;
import io.vitrine.catalog.Subscription;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is signed, by which key, and for how long (contract: events.md section 3). */
class WebhookSignerTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final String SITE = "11111111-2222-4333-8444-555555555555";
  private static final String EVENT = "{\"id\":\"5d0c\",\"slug\":\"file_ready\"}";
  private static final Subscription SUBSCRIPTION =
      new Subscription(
          SITE, "s", "app-1", "https://a.test/", Set.of(EventType.FILE_READY), true, NOON, NOON);

  private Instant now = NOON;
  private Catalog catalog;
  private WebhookKeys keys;

  @BeforeEach
  void open(@TempDir Path folder) {
    catalog = SqliteCatalog.open(folder.resolve("db"), new SimpleMeterRegistry());
    keys = keys("secret");
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void theBodyIsAJwsAroundTheEventInJsonInJsonInJson() throws Exception {
    String[] parts = sign().split("\\.", -1);

    assertThat(parts).hasSize(3);
    PublicKeyText key = keys.publicKeys().getFirst();
    JsonNode header = json(parts[0]);
    assertThat(header.path("alg").stringValue()).isEqualTo("RS256");
    assertThat(header.path("typ").stringValue()).isEqualTo("JWT");
    assertThat(header.path("kid").stringValue()).isEqualTo(key.id());
    assertThat(isSignedBy(key, parts)).isTrue();
    JsonNode claims = json(parts[1]);
    assertThat(claims.path("iss").stringValue()).isEqualTo("wix.com");
    assertThat(claims.path("aud").stringValue()).isEqualTo("app-1");
    assertThat(claims.path("iat").longValue()).isEqualTo(NOON.getEpochSecond());
    assertThat(claims.path("exp").longValue())
        .isGreaterThanOrEqualTo(NOON.plus(1, ChronoUnit.HOURS).getEpochSecond());
    JsonNode envelope = JsonMapper.shared().readTree(claims.path("data").stringValue());
    assertThat(envelope.path("data").stringValue()).isEqualTo(EVENT);
    assertThat(envelope.path("eventType").stringValue())
        .isEqualTo("wix.media.site_media.v1.file_descriptor_file_ready");
    assertThat(envelope.path("instanceId").stringValue()).isEqualTo(SITE);
    assertThat(envelope.at("/accountInfo/siteId").stringValue()).isEqualTo(SITE);
    JsonNode identity = JsonMapper.shared().readTree(envelope.path("identity").stringValue());
    assertThat(identity.path("identityType").stringValue()).isEqualTo("APP");
    assertThat(identity.path("appId").stringValue()).isEqualTo("app-1");
  }

  @Test
  void aChangedBodyIsNotSigned() throws Exception {
    String[] parts = sign().split("\\.", -1);
    parts[1] = parts[1].replaceFirst("^..", "ab");

    assertThat(isSignedBy(keys.publicKeys().getFirst(), parts)).isFalse();
  }

  @Test
  void theKeyStaysOverRestarts() {
    String id = keys.publicKeys().getFirst().id();

    assertThat(keys("secret").current().id()).isEqualTo(id);
    assertThat(catalog.signingKeys().list()).hasSize(1);
  }

  @Test
  void aKeyThatCannotBeOpenedAnyMoreIsReplaced() throws Exception {
    String lost = keys.current().id();
    keys = keys("other secret");

    String[] parts = sign().split("\\.", -1);

    assertThat(keys.current().id()).isNotEqualTo(lost);
    PublicKeyText present =
        keys.publicKeys().stream()
            .filter(key -> key.id().equals(keys.current().id()))
            .findFirst()
            .orElseThrow();
    assertThat(isSignedBy(present, parts)).isTrue();
  }

  @Test
  void anotherKeySignsOnceTheOverlapIsOver() throws Exception {
    String first = keys.current().id();
    PublicKeyText next = keys.rotate(Duration.ofHours(24));

    assertThat(keys.publicKeys()).extracting(PublicKeyText::id).containsExactly(next.id(), first);
    assertThat(keys.current().id()).isEqualTo(first);
    now = NOON.plus(24, ChronoUnit.HOURS);
    assertThat(keys.current().id()).isEqualTo(next.id());
    assertThat(isSignedBy(next, sign().split("\\.", -1))).isTrue();
    now = now.plus(31, ChronoUnit.DAYS);
    keys.rotate(Duration.ZERO);
    assertThat(keys.publicKeys()).extracting(PublicKeyText::id).doesNotContain(first);
  }

  @Test
  void publicKeysAreToldAsPemAndInOneLine() {
    PublicKeyText key = keys.publicKeys().getFirst();
    List<String> lines = key.pem().lines().toList();

    assertThat(lines.getFirst()).isEqualTo("-----BEGIN PUBLIC KEY-----");
    assertThat(lines.getLast()).isEqualTo("-----END PUBLIC KEY-----");
    assertThat(lines).allMatch(line -> line.length() <= 64);
    assertThat(new String(Base64.getDecoder().decode(key.pemBase64()), StandardCharsets.US_ASCII))
        .isEqualTo(key.pem());
  }

  private WebhookKeys keys(String secret) {
    KeySeal seal =
        new KeySeal() {
          @Override
          public String close(String keyId, String text) {
            return secret + keyId + text;
          }

          @Override
          public Optional<String> open(String keyId, String sealed) {
            return Optional.of(sealed)
                .filter(text -> text.startsWith(secret + keyId))
                .map(text -> text.substring(secret.length() + keyId.length()));
          }
        };
    return new WebhookKeys(catalog, seal, () -> now);
  }

  private String sign() {
    return new WebhookSigner(keys, () -> now)
        .sign(SUBSCRIPTION, EventType.FILE_READY.eventType(), EVENT);
  }

  private static JsonNode json(String part) {
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(part));
  }

  private static boolean isSignedBy(PublicKeyText key, String[] parts) throws Exception {
    String base64 = key.pem().replaceAll("-----[A-Z ]+-----|\\s", "");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64))));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }
}
