package io.vitrine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.access.SecretFile;
import io.vitrine.access.Secrets;
import io.vitrine.access.Vault;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.Delivery;
import io.vitrine.catalog.DeliveryState;
import io.vitrine.catalog.EventType;
import io.vitrine.catalog.Subscription;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.events.PublicKeyText;
import io.vitrine.events.WebhookKeys;
import io.vitrine.library.Refusal;
import io.vitrine.library.Webhooks;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a command does to the webhooks of an installation whether its server runs or not; a running
 * server acts on it within a second.
 */
public final class WebhookDesk implements AutoCloseable {
  private final Catalog catalog;
  private final Webhooks webhooks;
  private final WebhookKeys keys;

  private WebhookDesk(Catalog catalog, Webhooks webhooks, WebhookKeys keys) {
    this.catalog = catalog;
    this.webhooks = webhooks;
    this.keys = keys;
  }

  /**
   * Opens the catalog, which is made when there is none.
   *
   * @param secret as the server has it; empty for the one in the data folder
   * @param allow private addresses that subscriptions may name
   * @throws StartFailure when it cannot be opened
   */
  public static WebhookDesk open(
      Config.Storage storage, Optional<String> secret, Config.ImportAllow allow) {
    try {
      Files.createDirectories(storage.data());
      SecureRandom random = new SecureRandom();
      Secrets secrets =
          secret.isPresent()
              ? Secrets.parse(secret.get())
              : new SecretFile(storage.data(), random).readOrMake();
      Catalog catalog = SqliteCatalog.open(storage.databaseFile(), new SimpleMeterRegistry());
      InstantSource clock = InstantSource.system();
      WebhookKeys keys =
          new WebhookKeys(catalog, Notifications.seal(new Vault(secrets, random)), clock);
      Webhooks webhooks =
          new Webhooks(
              catalog, keys, Notifications.client(allow.ranges(), Outside.real()), clock, () -> {});
      return new WebhookDesk(catalog, webhooks, keys);
    } catch (IOException | IllegalArgumentException failure) {
      throw new StartFailure("the data folder cannot be used: " + failure.getMessage(), failure);
    } catch (CatalogException failure) {
      throw new StartFailure("the database: " + failure.getMessage(), failure);
    }
  }

  /** A subscription as a list shows it. */
  public record SubscriptionLine(String id, String site, String state, String url, String types) {
    static SubscriptionLine of(Subscription subscription) {
      List<String> types = subscription.types().stream().sorted().map(type -> name(type)).toList();
      return new SubscriptionLine(
          subscription.id(),
          subscription.siteId(),
          subscription.active() ? "active" : "paused",
          subscription.url(),
          String.join(",", types));
    }
  }

  /** A delivery as a list shows it. */
  public record DeliveryLine(
      String id, String state, int attempts, String type, String entity, String last, String how) {
    static DeliveryLine of(Delivery delivery) {
      return new DeliveryLine(
          Long.toString(delivery.number()),
          delivery.state().name().toLowerCase(Locale.ROOT),
          delivery.attempts(),
          name(delivery.event().type()),
          delivery.event().entityId(),
          delivery.lastAttempt().map(Instant::toString).orElse("never"),
          delivery
              .lastError()
              .orElseGet(
                  () ->
                      delivery.lastStatus().isPresent()
                          ? Integer.toString(delivery.lastStatus().getAsInt())
                          : ""));
    }
  }

  /** A public key as receivers need it. */
  public record KeyLine(String id, Instant signsFrom, String pem, String pemBase64) {
    static KeyLine of(PublicKeyText key) {
      return new KeyLine(key.id(), key.signsFrom(), key.pem(), key.pemBase64());
    }
  }

  /** The names by which commands know the types of events. */
  public static List<String> eventNames() {
    return Arrays.stream(EventType.values()).map(type -> name(type)).toList();
  }

  /**
   * Subscribes a URL.
   *
   * @param events of {@link #eventNames}
   * @param app for whom deliveries are signed; empty for the site itself
   * @return its ID
   * @throws StartFailure when the site is unknown or the URL cannot be used
   */
  public String create(String site, String url, Set<String> events, Optional<String> app) {
    webhooks
        .problem(url)
        .ifPresent(
            problem -> {
              throw new StartFailure("--url " + problem);
            });
    if (catalog.sites().find(site).isEmpty()) {
      throw new StartFailure("there is no site " + site);
    }
    Set<EventType> types =
        Arrays.stream(EventType.values())
            .filter(type -> events.contains(name(type)))
            .collect(Collectors.toSet());
    try {
      return webhooks.create(site, app.orElse(site), url, types, true).id();
    } catch (Refusal refusal) {
      throw new StartFailure(refusal.getMessage(), refusal);
    }
  }

  /** All subscriptions of all sites. */
  public List<SubscriptionLine> list() {
    return all().stream().map(SubscriptionLine::of).toList();
  }

  /** Ends a subscription; false when there is none with this ID. */
  public boolean delete(String id) {
    Optional<Subscription> found = find(id);
    found.ifPresent(one -> webhooks.delete(one.siteId(), id));
    return found.isPresent();
  }

  /** The last deliveries of a subscription, newest first; empty when there is none with this ID. */
  public Optional<List<DeliveryLine>> deliveries(String id, boolean failedOnly, int most) {
    Optional<DeliveryState> state =
        failedOnly ? Optional.of(DeliveryState.FAILED) : Optional.empty();
    return find(id)
        .map(
            one ->
                webhooks.deliveries(one.siteId(), id, state, OptionalLong.empty(), most).stream()
                    .map(DeliveryLine::of)
                    .toList());
  }

  /** Sends an event again; false when there is no such delivery. */
  public boolean redeliver(String id, long number) {
    try {
      Optional<Subscription> found = find(id);
      found.ifPresent(one -> webhooks.redeliver(one.siteId(), id, number));
      return found.isPresent();
    } catch (Refusal unknown) {
      return false;
    }
  }

  /** The public keys, the one that signs last first. */
  public List<KeyLine> keys() {
    return keys.publicKeys().stream().map(KeyLine::of).toList();
  }

  /** Makes another key, which signs when the time is over. */
  public KeyLine rotate(Duration overlap) {
    return KeyLine.of(keys.rotate(overlap));
  }

  @Override
  public void close() {
    catalog.close();
  }

  private Optional<Subscription> find(String id) {
    return all().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private List<Subscription> all() {
    return catalog.sites().list().stream()
        .flatMap(site -> webhooks.list(site.id()).stream())
        .toList();
  }

  private static String name(EventType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
