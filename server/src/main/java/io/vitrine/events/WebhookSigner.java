package io.vitrine.events;

import io.vitrine.catalog.Subscription;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the body of a delivery: a compact JWS (RFC 7515, RS256) around an event, which is JSON in
 * JSON in JSON because the official client reads it so (contract: events.md section 3).
 */
final class WebhookSigner {
  private static final String ISSUER = "wix.com";

  /** Receivers may be slow or their clocks wrong. */
  private static final Duration LIFE = Duration.ofHours(2);

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final WebhookKeys keys;
  private final InstantSource clock;

  WebhookSigner(WebhookKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Signs.
   *
   * @param event the event object, as JSON
   */
  String sign(Subscription subscription, String eventType, String event) {
    WebhookKeys.Signing signing = keys.current();
    Instant now = clock.instant();
    ObjectNode header = object().put("alg", "RS256").put("kid", signing.id()).put("typ", "JWT");
    ObjectNode claims =
        object()
            .put("data", envelope(subscription, eventType, event))
            .put("iss", ISSUER)
            .put("aud", subscription.appId())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFE).getEpochSecond());
    String signed = encode(header) + "." + encode(claims);
    return signed + "." + BASE64URL.encodeToString(signature(signing, signed));
  }

  /** A site is an account of its own here, and an app has one instance in it. */
  private static String envelope(Subscription subscription, String eventType, String event) {
    String site = subscription.siteId();
    ObjectNode envelope =
        object()
            .put("data", event)
            .put("instanceId", site)
            .put("eventType", eventType)
            .put(
                "identity",
                object().put("identityType", "APP").put("appId", subscription.appId()).toString());
    envelope.set("accountInfo", object().put("accountId", site).put("siteId", site));
    return envelope.toString();
  }

  private static byte[] signature(WebhookKeys.Signing signing, String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(signing.key());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform signs with RSA", missing);
    }
  }

  private static String encode(ObjectNode json) {
    return BASE64URL.encodeToString(JsonMapper.shared().writeValueAsBytes(json));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
