package io.vitrine.blob.disk;

import io.micrometer.core.instrument.Counter;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes again what lies on disk, in the background: few uploads at a time, because it takes a
 * processor each.
 */
final class CatchUp implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
  private static final int PIECE = 256 << 10;

  private final Semaphore permits;
  private final Counter bytesRead;
  private final Phaser running = new Phaser(1);
  private volatile boolean closed;

  /**
   * @param atOnce uploads that are hashed at the same time
   */
  CatchUp(int atOnce, Counter bytesRead) {
    this.permits = new Semaphore(atOnce, true);
    this.bytesRead = bytesRead;
  }

  /** Has the digest catch up with the file, unless it does so or has done so. Does not wait. */
  void ensure(CarriedDigest digest, Path file) {
    if (digest.claimCatchUp()) {
      running.register();
      Thread.ofVirtual().name("upload-digest").start(() -> run(digest, file));
    }
  }

  private void run(CarriedDigest digest, Path file) {
    try {
      permits.acquire();
      try {
        read(digest, file);
      } finally {
        permits.release();
      }
    } catch (IOException failure) {
      digest.failed(failure);
    } catch (InterruptedException interrupted) {
      digest.failed(new IOException("interrupted", interrupted));
      Thread.currentThread().interrupt();
    } finally {
      running.arriveAndDeregister();
    }
  }

  private void read(CarriedDigest digest, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(PIECE);
      Optional<CarriedDigest.Gap> gap = digest.next();
      while (gap.isPresent()) {
        if (closed) {
          throw new IOException("the store is closed");
        }
        readPiece(channel, gap.get(), buffer.clear());
        digest.caughtUp(buffer.flip());
        bytesRead.increment(buffer.remaining());
        letOthersRun();
        gap = digest.next();
      }
    }
  }

  /** Hashing never blocks, so without this it would keep its carrier from all other threads. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but the speed of others
  private static void letOthersRun() {
    Thread.yield();
  }

  private static void readPiece(FileChannel channel, CarriedDigest.Gap gap, ByteBuffer buffer)
      throws IOException {
    buffer.limit((int) Math.min(buffer.capacity(), gap.to() - gap.from()));
    if (channel.read(buffer, gap.from()) < 0) {
      throw new EOFException("an upload is shorter than its durable bytes");
    }
  }

  /** Ends what runs: within the reading of a few pieces, and waits ten seconds for it at most. */
  @Override
  public void close() throws InterruptedIOException {
    closed = true;
    try {
      running.awaitAdvanceInterruptibly(running.arrive(), 10, TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      log.warn("the reading of an upload does not end; it is left alone");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while uploads were read");
    }
  }
}
