package io.vitrine.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.ClaimedDelivery;
import io.vitrine.catalog.Delivery;
import io.vitrine.catalog.DeliveryAttempt;
import io.vitrine.catalog.Subscription;
import io.vitrine.fetch.FetchException;
import io.vitrine.fetch.PushClient;
import io.vitrine.fetch.SourceRequest;
import io.vitrine.fetch.SourceUrl;
import io.vitrine.fetch.UrlException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to bring one event to one subscriber, and what becomes of it (contract: events.md
 * sections 3 and 4).
 */
public final class WebhookDelivery {
  private static final Logger log = LoggerFactory.getLogger(WebhookDelivery.class);
  private static final String CONTENT_TYPE = "text/plain; charset=utf-8";
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration SHORTEST_BACK_OFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACK_OFF = Duration.ofHours(1);

  /** An answer that comes later is none. */
  private static final Duration TIME = Duration.ofMillis(1_250);

  private final Catalog catalog;
  private final EventWriter events;
  private final WebhookSigner signer;
  private final PushClient client;
  private final RetrySchedule schedule;
  private final InstantSource clock;
  private final MeterRegistry metrics;

  /**
   * @param metrics hears how long attempts take and how they end
   */
  public WebhookDelivery(
      Catalog catalog,
      EventWriter events,
      WebhookKeys keys,
      PushClient client,
      RetrySchedule schedule,
      InstantSource clock,
      MeterRegistry metrics) {
    this.catalog = catalog;
    this.events = events;
    this.signer = new WebhookSigner(keys, clock);
    this.client = client;
    this.schedule = schedule;
    this.clock = clock;
    this.metrics = metrics;
  }

  void deliver(ClaimedDelivery claimed) {
    Timer.Sample time = Timer.start(metrics);
    Result result = attempt(claimed);
    Optional<Instant> next = next(claimed.delivery(), result);
    boolean noted =
        catalog.write(
            transaction -> {
              result
                  .pause()
                  .ifPresent(
                      pause ->
                          transaction
                              .deliveries()
                              .pause(claimed.subscription().id(), clock.instant().plus(pause)));
              return transaction.deliveries().settle(claimed, result.attempt(), next);
            });
    time.stop(timer(noted ? outcome(result, next) : "lost"));
    if (noted && result.attempt().error().isPresent() && next.isEmpty()) {
      log.warn(
          "event {} was given up for subscription {}: {}",
          claimed.delivery().event().id(),
          claimed.subscription().id(),
          result.attempt().error().get());
    }
  }

  /**
   * How it went.
   *
   * @param pause how long the subscriber wants nothing at all
   */
  private record Result(DeliveryAttempt attempt, Optional<Duration> pause) {}

  private Result attempt(ClaimedDelivery claimed) {
    Instant began = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      PushClient.Told told = send(claimed);
      Optional<String> error =
          told.status() / 100 == 2
              ? Optional.empty()
              : Optional.of("the subscriber answered " + told.status());
      return new Result(
          new DeliveryAttempt(began, OptionalInt.of(told.status()), error),
          told.status() == TOO_MANY_REQUESTS
              ? Optional.of(backOff(told.retryAfter()))
              : Optional.empty());
    } catch (FetchException failure) {
      return failed(began, reason(failure));
    } catch (UrlException malformed) {
      return failed(began, "the URL " + malformed.getMessage());
    } catch (RuntimeException failure) {
      log.error("event {} cannot be sent", claimed.delivery().event().id(), failure);
      return failed(began, "the event could not be written");
    }
  }

  private PushClient.Told send(ClaimedDelivery claimed) throws FetchException, UrlException {
    Delivery delivery = claimed.delivery();
    Subscription subscription = claimed.subscription();
    String body =
        signer.sign(
            subscription,
            delivery.event().type().eventType(),
            events.write(delivery.event()).toString());
    return client.post(
        SourceUrl.parse(subscription.url()),
        new SourceRequest.Content(CONTENT_TYPE, body),
        List.of(
            Map.entry("X-Wix-Request-Id", delivery.number() + "." + claimed.claim()),
            Map.entry("X-Webhook-Attempt", Integer.toString(delivery.attempts() + 1))),
        TIME);
  }

  private Optional<Instant> next(Delivery delivery, Result result) {
    return schedule
        .after(delivery.failures() + 1)
        .map(pause -> result.pause().filter(asked -> asked.compareTo(pause) > 0).orElse(pause))
        .map(pause -> clock.instant().plus(pause));
  }

  private static Result failed(Instant began, String error) {
    return new Result(
        new DeliveryAttempt(began, OptionalInt.empty(), Optional.of(error)), Optional.empty());
  }

  private static String reason(FetchException failure) {
    return switch (failure.reason()) {
      case FORBIDDEN -> "the URL leads to an address that must not be reached";
      case UNREACHABLE, CUT, STALLED, TOO_MANY_REDIRECTS ->
          "the subscriber did not answer within " + TIME.toMillis() + " ms";
    };
  }

  /** RFC 9110 section 10.2.3: seconds, or a date. */
  private Duration backOff(Optional<String> retryAfter) {
    Duration asked = retryAfter.flatMap(this::read).orElse(SHORTEST_BACK_OFF);
    return asked.compareTo(SHORTEST_BACK_OFF) < 0
        ? SHORTEST_BACK_OFF
        : asked.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : asked;
  }

  private Optional<Duration> read(String header) {
    String text = header.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), date));
    } catch (DateTimeParseException neither) {
      return Optional.empty();
    }
  }

  private static String outcome(Result result, Optional<Instant> next) {
    return result.attempt().error().isEmpty()
        ? "delivered"
        : next.isPresent() ? "failed" : "given up";
  }

  private Timer timer(String outcome) {
    return Timer.builder("vitrine.webhooks")
        .description("Time that an attempt to deliver an event took, by how it ended")
        .tag("outcome", outcome)
        .register(metrics);
  }
}
