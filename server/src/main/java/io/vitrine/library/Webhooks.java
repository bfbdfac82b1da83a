package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.Delivery;
import io.vitrine.catalog.DeliveryState;
import io.vitrine.catalog.EventType;
import io.vitrine.catalog.Subscription;
import io.vitrine.events.PublicKeyText;
import io.vitrine.events.WebhookKeys;
import io.vitrine.fetch.PushClient;
import io.vitrine.fetch.SourceUrl;
import io.vitrine.fetch.UrlException;
import io.vitrine.library.Refusal.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Who hears of events at which URL, and how that goes (contract: events.md section 4). */
public final class Webhooks {
  /** How many subscriptions a site may have. */
  public static final int MOST_SUBSCRIPTIONS = 100;

  private final Catalog catalog;
  private final WebhookKeys keys;
  private final PushClient client;
  private final InstantSource clock;
  private final Runnable onChange;

  /**
   * @param onChange is called when there may be something to deliver
   */
  public Webhooks(
      Catalog catalog,
      WebhookKeys keys,
      PushClient client,
      InstantSource clock,
      Runnable onChange) {
    this.catalog = catalog;
    this.keys = keys;
    this.client = client;
    this.clock = clock;
    this.onChange = onChange;
  }

  /**
   * What is to be set; empty fields stay as they are.
   *
   * @param appId for whom the deliveries are signed
   * @param url has no {@link #problem}
   */
  public record Change(
      Optional<String> appId,
      Optional<String> url,
      Optional<Set<EventType>> types,
      Optional<Boolean> active) {}

  /** What is wrong with a URL, as far as that can be told without looking up its name. */
  public Optional<String> problem(String url) {
    try {
      return client.refusal(SourceUrl.parse(url));
    } catch (UrlException malformed) {
      return Optional.of(malformed.getMessage());
    }
  }

  /**
   * Subscribes a URL to what happens in a site from now on.
   *
   * @param url has no {@link #problem}
   * @throws Refusal {@code TOO_MANY_SUBSCRIPTIONS}
   */
  public Subscription create(
      String siteId, String appId, String url, Set<EventType> types, boolean active) {
    Instant now = now();
    Subscription subscription =
        new Subscription(siteId, UUID.randomUUID().toString(), appId, url, types, active, now, now);
    return catalog.write(
        transaction -> {
          if (transaction.subscriptions().list(siteId).size() >= MOST_SUBSCRIPTIONS) {
            throw new Refusal(
                Reason.TOO_MANY_SUBSCRIPTIONS,
                "a site has at most " + MOST_SUBSCRIPTIONS + " subscriptions");
          }
          transaction.subscriptions().insert(subscription);
          return subscription;
        });
  }

  /** The subscriptions of a site, in the order in which they were made. */
  public List<Subscription> list(String siteId) {
    return catalog.subscriptions().list(siteId);
  }

  /**
   * One subscription.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND}
   */
  public Subscription get(String siteId, String id) {
    return catalog.subscriptions().find(siteId, id).orElseThrow(Webhooks::notFound);
  }

  /**
   * Changes a subscription; what waits to be delivered goes to its new URL.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND}
   */
  public Subscription update(String siteId, String id, Change change) {
    Subscription updated =
        catalog.write(
            transaction -> {
              Subscription old =
                  transaction.subscriptions().find(siteId, id).orElseThrow(Webhooks::notFound);
              Subscription changed =
                  new Subscription(
                      siteId,
                      id,
                      change.appId().orElse(old.appId()),
                      change.url().orElse(old.url()),
                      change.types().orElse(old.types()),
                      change.active().orElse(old.active()),
                      old.created(),
                      now());
              transaction.subscriptions().update(changed);
              return changed;
            });
    onChange.run();
    return updated;
  }

  /**
   * Ends a subscription; what waits for it is not delivered any more.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND}
   */
  public void delete(String siteId, String id) {
    if (!catalog.write(transaction -> transaction.subscriptions().delete(siteId, id))) {
      throw notFound();
    }
  }

  /**
   * Deliveries to one subscriber, the newest first.
   *
   * @param before only those with smaller numbers
   * @throws Refusal {@code RESOURCE_NOT_FOUND}
   */
  public List<Delivery> deliveries(
      String siteId, String id, Optional<DeliveryState> state, OptionalLong before, int limit) {
    get(siteId, id);
    return catalog.deliveries().list(siteId, id, state, before, limit);
  }

  /**
   * Sends an event again at once, whatever became of it before.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND} for an unknown subscription or delivery
   */
  public void redeliver(String siteId, String id, long number) {
    boolean found =
        catalog.write(transaction -> transaction.deliveries().redeliver(siteId, id, number, now()));
    if (!found) {
      throw new Refusal(Reason.RESOURCE_NOT_FOUND, "delivery not found");
    }
    onChange.run();
  }

  /** The keys by which subscribers check what they receive, the one that signs last first. */
  public List<PublicKeyText> publicKeys() {
    return keys.publicKeys();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Refusal notFound() {
    return new Refusal(Reason.RESOURCE_NOT_FOUND, "subscription not found");
  }
}
