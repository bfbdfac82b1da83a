package io.vitrine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.access.Vault;
import io.vitrine.catalog.Catalog;
import io.vitrine.events.EventNews;
import io.vitrine.events.EventWriter;
import io.vitrine.events.KeySeal;
import io.vitrine.events.RetrySchedule;
import io.vitrine.events.WebhookDelivery;
import io.vitrine.events.WebhookKeys;
import io.vitrine.events.WebhookWorker;
import io.vitrine.fetch.AddressRange;
import io.vitrine.fetch.AddressRule;
import io.vitrine.fetch.GuardedConnections;
import io.vitrine.fetch.PushClient;
import io.vitrine.library.EventBodies;
import io.vitrine.library.EventFeed;
import io.vitrine.library.EventLog;
import io.vitrine.library.Webhooks;
import io.vitrine.library.WireForm;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The parts by which applications hear of what happened.
 *
 * @param log raises events
 * @param feed reads them
 * @param webhooks says who hears of them
 * @param worker tells them
 */
record Notifications(EventLog log, EventFeed feed, Webhooks webhooks, WebhookWorker worker) {

  /** Builds the parts; the worker is still to be started. */
  static Notifications build(
      List<AddressRange> allowed,
      Outside outside,
      Catalog catalog,
      Vault vault,
      WireForm wire,
      InstantSource clock,
      MeterRegistry metrics) {
    EventBodies bodies = new EventBodies(wire);
    EventWriter writer = new EventWriter(event -> bodies.late(catalog, event));
    EventNews news = new EventNews();
    PushClient client = client(allowed, outside);
    WebhookKeys keys = new WebhookKeys(catalog, seal(vault), clock);
    WebhookDelivery delivery =
        new WebhookDelivery(catalog, writer, keys, client, RetrySchedule.CONTRACT, clock, metrics);
    WebhookWorker worker = new WebhookWorker(catalog, delivery, clock, metrics);
    Runnable wakeUp =
        () -> {
          worker.wakeUp();
          news.announce();
        };
    return new Notifications(
        new EventLog(bodies, clock, () -> catalog.afterCommit(wakeUp)),
        new EventFeed(catalog, writer, news),
        new Webhooks(catalog, keys, client, clock, worker::wakeUp),
        worker);
  }

  /** What reaches subscribers. */
  static PushClient client(List<AddressRange> allowed, Outside outside) {
    GuardedConnections connections =
        new GuardedConnections(new AddressRule(allowed), outside.resolver(), outside.connector());
    return new PushClient(connections, outside.tls(), Imports.userAgent());
  }

  /** Hides private keys by the server's secret. */
  static KeySeal seal(Vault vault) {
    return new KeySeal() {
      @Override
      public String close(String keyId, String text) {
        byte[] closed = vault.close(context(keyId), text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(closed);
      }

      @Override
      public Optional<String> open(String keyId, String sealed) {
        return vault
            .open(context(keyId), Base64.getDecoder().decode(sealed))
            .map(text -> new String(text, StandardCharsets.UTF_8));
      }

      private static String context(String keyId) {
        return "webhook key " + keyId;
      }
    };
  }
}
