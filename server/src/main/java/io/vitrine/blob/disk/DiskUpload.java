package io.vitrine.blob.disk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vitrine.blob.NoSuchUploadException;
import io.vitrine.blob.SupersededException;
import io.vitrine.blob.UploadBusyException;
import io.vitrine.blob.UploadKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the process knows of one upload, and who may work on it. Whoever comes last holds it: each
 * {@link #claim} fences the claims before it. While nobody works on it no file is open.
 */
final class DiskUpload {
  private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(5);

  /** What all uploads of a store share. */
  record Surroundings(
      UploadFolder folder,
      Headroom headroom,
      CatchUp catchUp,
      boolean flushing,
      boolean hashing,
      Timer flushes,
      Counter written,
      Counter superseded) {}

  private final UploadKey key;
  private final Surroundings store;
  private final DurableMark mark;
  private final CarriedDigest digest;

  /**
   * Held for each step of work: a writer lets go between two writes, one that waits for digests
   * keeps it and looks about every second whether somebody came.
   */
  private final ReentrantLock working = new ReentrantLock();

  private final Object holding = new Object();
  private volatile Claim holder = new Claim(Optional.empty());
  private volatile boolean deleted;
  private volatile long durable;

  DiskUpload(UploadKey key, DurableMark mark, Hashes known, Surroundings store) {
    this.key = key;
    this.store = store;
    this.mark = mark;
    this.durable = mark.offset();
    this.digest = new CarriedDigest(known, durable);
  }

  /** The right to work on the upload, until somebody else claims it. */
  final class Claim {
    private final Optional<Runnable> onSuperseded;

    private Claim(Optional<Runnable> onSuperseded) {
      this.onSuperseded = onSuperseded;
    }

    /** To be asked with the lock, before each step. */
    void require() throws IOException {
      if (deleted) {
        throw new NoSuchUploadException(key);
      }
      if (holder != this) {
        throw new SupersededException(key);
      }
    }

    /** Nobody is told any more when another claim comes. */
    void release() {
      synchronized (holding) {
        if (holder == this) {
          holder = new Claim(Optional.empty());
        }
      }
    }
  }

  /** As {@link #claim(Runnable)} for one who asks by {@link Claim#require} whether to go on. */
  Claim claim() throws IOException {
    return claim(Optional.empty());
  }

  /**
   * Fences all earlier claims and returns with the lock held, which the caller unlocks.
   *
   * @throws UploadBusyException when the holder did not end its step in time, or another claim came
   */
  Claim claim(Runnable onSuperseded) throws IOException {
    return claim(Optional.of(onSuperseded));
  }

  private Claim claim(Optional<Runnable> onSuperseded) throws IOException {
    Claim mine = new Claim(onSuperseded);
    Claim earlier;
    synchronized (holding) {
      earlier = holder;
      holder = mine;
    }
    earlier.onSuperseded.ifPresent(
        callback -> {
          store.superseded().increment();
          Thread.ofVirtual().name("upload-superseded").start(callback);
        });
    lock();
    if (deleted || holder != mine) {
      working.unlock();
      throw deleted ? new NoSuchUploadException(key) : new UploadBusyException(key);
    }
    return mine;
  }

  private void lock() throws IOException {
    try {
      if (!working.tryLock(LONGEST_TAKEOVER.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new UploadBusyException(key);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while upload " + key + " was busy");
    }
  }

  /** Whether the claim is still the newest. */
  boolean isHeldBy(Claim claim) {
    return !deleted && holder == claim;
  }

  ReentrantLock working() {
    return working;
  }

  UploadKey key() {
    return key;
  }

  Path file() {
    return store.folder().bytes(key);
  }

  Surroundings store() {
    return store;
  }

  CarriedDigest digest() {
    return digest;
  }

  /** Bytes that are durable and count; never waits. */
  long durable() {
    return durable;
  }

  /** Opens the file, cut to the bytes that count. The caller holds the lock. */
  FileChannel openForAppend() throws IOException {
    try {
      FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE);
      try {
        cut(channel);
        return channel;
      } catch (IOException failure) {
        channel.close();
        throw failure;
      }
    } catch (NoSuchFileException removedByAnotherProcess) {
      throw new NoSuchUploadException(key);
    }
  }

  /** Drops what does not count; tells whether there was anything. The caller holds the lock. */
  boolean cut(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < durable) {
      throw new IOException(
          "upload %s has %d bytes, but %d were acknowledged".formatted(key, size, durable));
    }
    if (mark.isUnsure()) {
      mark.move(durable); // before the bytes change that the other mark may vouch for
    }
    if (size > durable) {
      channel.truncate(durable);
    }
    return size > durable;
  }

  /** Makes the file end where the bytes end that count, durably. The caller holds the lock. */
  void cutForGood() throws IOException {
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      if (cut(channel) && store.flushing()) {
        channel.force(true);
      }
    } catch (NoSuchFileException removedByAnotherProcess) {
      throw new NoSuchUploadException(key);
    }
  }

  /** Makes the bytes up to the offset durable and count. The caller holds the lock. */
  void makeDurable(FileChannel channel, long offset) throws IOException {
    Timer.Sample time = Timer.start();
    try {
      if (store.flushing()) {
        channel.force(false);
      }
      mark.move(offset);
    } catch (IOException failure) {
      throw store.headroom().explain(failure);
    }
    durable = offset;
    digest.flushed(offset);
    time.stop(store.flushes());
  }

  /** Has the digests caught up with in the background if they are behind. */
  void catchUp() {
    if (store.hashing()) {
      store.catchUp().ensure(digest, file());
    }
  }

  /** Removes the files. The caller holds the lock. */
  void delete() throws IOException {
    store.folder().remove(key);
    deleted = true;
  }
}
