package io.vitrine.events;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.ClaimedDelivery;
import io.vitrine.catalog.DeliveryClaim;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes deliveries of new events, claims those that are due and does each on a virtual thread
 * (contract: events.md section 4). Several workers, also in other processes, may share a catalog;
 * when a process dies, its deliveries are claimed again as soon as their leases have run out, so
 * that each event is delivered at least once.
 */
public final class WebhookWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhookWorker.class);

  /** How long what another process has written may wait. */
  private static final Duration POLL = Duration.ofMillis(500);

  /** What happens so soon after something else is looked at with it: looks cost, too. */
  private static final Duration GATHER = Duration.ofMillis(20);

  /** Many times what an attempt takes. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PER_SUBSCRIPTION = 20;
  private static final int AT_ONCE = 400;
  private static final int WINDOW = 1_000;

  private final Catalog catalog;
  private final WebhookDelivery delivery;
  private final InstantSource clock;
  private final Map<ClaimedDelivery, Thread> running = new ConcurrentHashMap<>();
  private final Semaphore wakeUps = new Semaphore(0);
  private Optional<Thread> thread = Optional.empty();
  private volatile boolean closed;

  /**
   * @param metrics hears how many deliveries wait and run
   */
  public WebhookWorker(
      Catalog catalog, WebhookDelivery delivery, InstantSource clock, MeterRegistry metrics) {
    this.catalog = catalog;
    this.delivery = delivery;
    this.clock = clock;
    Gauge.builder("vitrine.webhooks.running", running, Map::size)
        .description("Deliveries of events that are under way")
        .register(metrics);
    Gauge.builder("vitrine.webhooks.waiting", catalog, c -> c.deliveries().waiting())
        .description("Deliveries of events that wait, those that are to be repeated included")
        .register(metrics);
  }

  /** Begins to deliver. */
  public void start() {
    thread = Optional.of(Thread.ofVirtual().name("webhooks").start(this::runUntilClosed));
  }

  /** Has new events looked for now, because some were written. */
  public void wakeUp() {
    wakeUps.release();
  }

  /**
   * Claims nothing more and waits for what is under way; what does not end in time is given back.
   */
  @Override
  public void close() {
    closed = true;
    wakeUps.release();
    long end = System.nanoTime() + PATIENCE.toNanos();
    thread.ifPresent(one -> join(one, end));
    running.values().forEach(one -> join(one, end));
    running
        .keySet()
        .forEach(
            left ->
                catalog.write(
                    transaction -> {
                      transaction.deliveries().giveBack(left);
                      return true;
                    }));
  }

  private void runUntilClosed() {
    while (!closed) {
      Duration pause = POLL;
      try {
        pause = work();
      } catch (RuntimeException | Error failure) {
        log.error("deliveries of events cannot be claimed; trying again", failure);
      }
      await(pause);
    }
  }

  /** Answers how long to wait until the next look. */
  private Duration work() {
    boolean more =
        catalog.deliveries().hasNews()
            && catalog.write(
                transaction -> transaction.deliveries().spread(clock.instant(), WINDOW));
    int room = AT_ONCE - running.size();
    Instant now = clock.instant();
    Optional<Instant> due = catalog.deliveries().nextDue();
    if (room > 0 && due.isPresent() && !due.get().isAfter(now)) {
      claim(room).forEach(this::begin);
    }
    return more ? Duration.ZERO : POLL;
  }

  private List<ClaimedDelivery> claim(int room) {
    return catalog.write(
        transaction -> {
          Instant now = clock.instant();
          return transaction
              .deliveries()
              .claim(new DeliveryClaim(now, now.plus(LEASE), room, PER_SUBSCRIPTION));
        });
  }

  private void begin(ClaimedDelivery claimed) {
    Thread sending =
        Thread.ofVirtual()
            .name("webhook-" + claimed.delivery().number())
            .unstarted(() -> deliver(claimed));
    running.put(claimed, sending);
    sending.start();
  }

  private void deliver(ClaimedDelivery claimed) {
    try {
      delivery.deliver(claimed);
    } catch (RuntimeException | Error failure) {
      // Somebody claims it again once its lease has run out.
      log.error("the end of delivery {} cannot be noted", claimed.delivery().number(), failure);
    } finally {
      running.remove(claimed);
      wakeUps.release();
    }
  }

  private void await(Duration time) {
    try {
      if (wakeUps.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS) && !closed) {
        Thread.sleep(GATHER);
        wakeUps.drainPermits();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread, long end) {
    try {
      thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
