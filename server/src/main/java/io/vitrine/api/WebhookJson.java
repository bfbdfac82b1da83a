package io.vitrine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vitrine.catalog.Delivery;
import io.vitrine.catalog.DeliveryState;
import io.vitrine.catalog.EventType;
import io.vitrine.catalog.Subscription;
import io.vitrine.events.PublicKeyText;
import java.util.List;
import java.util.OptionalInt;

/** What the methods on webhooks answer. Absent fields are null here and left out there. */
final class WebhookJson {
  private WebhookJson() {}

  /** A subscription on the wire. */
  record SubscriptionJson(
      String id,
      String siteId,
      String appId,
      String url,
      List<String> eventTypes,
      boolean active,
      String createdDate,
      String updatedDate) {

    static SubscriptionJson of(Subscription subscription) {
      return new SubscriptionJson(
          subscription.id(),
          subscription.siteId(),
          subscription.appId(),
          subscription.url(),
          subscription.types().stream().sorted().map(EventType::eventType).toList(),
          subscription.active(),
          Timestamps.format(subscription.created()),
          Timestamps.format(subscription.updated()));
    }
  }

  /** A delivery on the wire. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeliveryJson(
      String id,
      String eventId,
      String eventType,
      String entityId,
      String entityEventSequence,
      String eventTime,
      String state,
      int attempts,
      String lastAttemptDate,
      Integer lastStatus,
      String lastError,
      String nextAttemptDate) {

    static DeliveryJson of(Delivery delivery) {
      OptionalInt status = delivery.lastStatus();
      return new DeliveryJson(
          Long.toString(delivery.number()),
          delivery.event().id().toString(),
          delivery.event().type().eventType(),
          delivery.event().entityId(),
          Long.toString(delivery.event().sequence()),
          Timestamps.format(delivery.event().time()),
          delivery.state().name(),
          delivery.attempts(),
          delivery.lastAttempt().map(Timestamps::format).orElse(null),
          status.isPresent() ? status.getAsInt() : null,
          delivery.lastError().orElse(null),
          delivery.state() == DeliveryState.WAITING ? Timestamps.format(delivery.due()) : null);
    }
  }

  /** A public key on the wire. */
  record KeyJson(String keyId, String publicKey, String publicKeyBase64, String signsFromDate) {
    static KeyJson of(PublicKeyText key) {
      return new KeyJson(key.id(), key.pem(), key.pemBase64(), Timestamps.format(key.signsFrom()));
    }
  }
}
