package io.vitrine.delivery.transform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has each thing made once at a time: who comes while it is made waits, and shares what comes. */
final class Flights<K, V> {
  private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /** Makes a thing. */
  @FunctionalInterface
  interface Work<V> {
    V run() throws Exception;
  }

  /**
   * What the work gives, done by this thread or by another that is at it.
   *
   * @param patience longest wait for another
   * @return empty when it did not come in time
   * @throws Exception what the work throws, for all who wait
   */
  Optional<V> join(K key, Duration patience, Work<V> work) throws Exception {
    CompletableFuture<V> own = new CompletableFuture<>();
    CompletableFuture<V> running = flights.putIfAbsent(key, own);
    return running == null ? Optional.of(lead(key, own, work)) : follow(running, patience);
  }

  /** Whether somebody is at it. */
  boolean isRunning(K key) {
    return flights.containsKey(key);
  }

  private V lead(K key, CompletableFuture<V> own, Work<V> work) throws Exception {
    try {
      V value = work.run();
      own.complete(value);
      return value;
    } catch (Throwable failure) {
      own.completeExceptionally(failure);
      throw failure;
    } finally {
      flights.remove(key, own);
    }
  }

  private static <V> Optional<V> follow(CompletableFuture<V> running, Duration patience)
      throws Exception {
    try {
      return Optional.of(running.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      return Optional.empty();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case Exception shared -> throw shared;
        case Error shared -> throw shared;
        default -> throw failed;
      }
    }
  }
}
