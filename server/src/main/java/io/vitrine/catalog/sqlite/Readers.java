package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.Timer;
import io.vitrine.catalog.CatalogException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** A fixed number of connections that only read. */
final class Readers implements Session, AutoCloseable {
  private static final int MAX_WAIT_SECONDS = 30;

  private final List<Sql> all = new ArrayList<>();
  private final BlockingQueue<Sql> free;
  private final Timer timer;

  Readers(int count, Supplier<Sql> open, Timer timer) {
    this.free = new ArrayBlockingQueue<>(count);
    this.timer = timer;
    for (int i = 0; i < count; i++) {
      Sql reader = open.get();
      all.add(reader);
      free.add(reader);
    }
  }

  @Override
  public <T> T with(Function<Sql, T> work) {
    Sql reader = take();
    long start = System.nanoTime();
    try {
      return work.apply(reader);
    } finally {
      free.add(reader);
      timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    all.forEach(Sql::close);
  }

  private Sql take() {
    try {
      Sql reader = free.poll(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
      if (reader == null) {
        throw new CatalogException(
            "all readers were busy for " + MAX_WAIT_SECONDS + " seconds", null, false);
      }
      return reader;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CatalogException("interrupted while waiting for a reader", interrupted, false);
    }
  }
}
