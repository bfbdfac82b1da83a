package io.vitrine.blob.disk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.WrittenBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Writes one blob: write, flush, rename, flush the folder. */
final class DiskBlobWriter implements BlobWriter {
  /** Small enough that what was just hashed is still in the processor's cache when written. */
  private static final int SLICE = 64 << 10;

  private enum State {
    OPEN,
    COMMITTED,
    DROPPED
  }

  /** What all writers of a store share. */
  record Surroundings(
      Shards shards, Headroom headroom, boolean flushing, Timer commits, Counter written) {}

  private final BlobKey key;
  private final Path file;
  private final FileChannel channel;
  private final Optional<Hashes> hashes;
  private final Surroundings store;
  private State state = State.OPEN;
  private long size;

  private DiskBlobWriter(
      BlobKey key, Path file, FileChannel channel, Optional<Hashes> hashes, Surroundings store) {
    this.key = key;
    this.file = file;
    this.channel = channel;
    this.hashes = hashes;
    this.store = store;
  }

  static DiskBlobWriter begin(BlobKey key, Path folder, Optional<Hashes> hashes, Surroundings store)
      throws IOException {
    Path file = folder.resolve(key.value());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new DiskBlobWriter(key, file, channel, hashes, store);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    requireOpen();
    try {
      while (bytes.hasRemaining()) {
        writeSlice(bytes);
      }
    } catch (IOException failure) {
      throw store.headroom().explain(failure);
    }
  }

  private void writeSlice(ByteBuffer bytes) throws IOException {
    ByteBuffer slice = bytes.slice(bytes.position(), Math.min(bytes.remaining(), SLICE));
    int length = slice.remaining();
    store.headroom().take(length);
    hashes.ifPresent(each -> each.update(slice));
    while (slice.hasRemaining()) {
      channel.write(slice);
    }
    bytes.position(bytes.position() + length);
    size += length;
    store.written().increment(length);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public WrittenBlob commit() throws IOException {
    requireOpen();
    Timer.Sample time = Timer.start();
    try {
      if (store.flushing()) {
        channel.force(true);
      }
      channel.close();
      store.shards().adopt(file, key);
      state = State.COMMITTED;
    } catch (IOException failure) {
      IOException explained = store.headroom().explain(failure);
      drop(explained);
      throw explained;
    }
    time.stop(store.commits());
    return new WrittenBlob(
        key,
        size,
        hashes.map(Hashes::sha256).orElseGet(Hashes::madeUpSha256),
        hashes.map(Hashes::crc32).orElse(0L));
  }

  @Override
  public void close() throws IOException {
    if (state == State.OPEN) {
      drop();
    }
  }

  private void drop() throws IOException {
    state = State.DROPPED;
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void drop(IOException because) {
    try {
      drop();
    } catch (IOException second) {
      because.addSuppressed(second);
    }
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException("the writer is " + state);
    }
  }
}
