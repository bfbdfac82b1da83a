package io.vitrine.blob.disk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.StoreFullException;
import io.vitrine.blob.StoredBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps blobs in a folder of a local POSIX file system. Several processes may open the same folder,
 * each once.
 */
public final class DiskBlobStore implements BlobStore {
  private final Path folder;
  private final Shards shards;
  private final UnfinishedFiles unfinished;
  private final Headroom headroom;
  private final DiskOptions options;
  private final DiskBlobWriter.Surroundings surroundings;
  private final SecureRandom random = new SecureRandom();

  private DiskBlobStore(Path folder, MeterRegistry metrics, DiskOptions options)
      throws IOException {
    this.folder = folder;
    this.options = options;
    this.shards = new Shards(folder, options.flushing());
    this.unfinished = new UnfinishedFiles(folder.resolve("new"), random);
    this.headroom = new Headroom(folder, options.reserve());
    this.surroundings =
        new DiskBlobWriter.Surroundings(
            shards,
            headroom,
            options.flushing(),
            Timer.builder("vitrine.blob.commit")
                .description("Time to make a blob durable under its name")
                .register(metrics),
            Counter.builder("vitrine.blob.written")
                .description("Bytes written to blobs, also to those that were dropped")
                .baseUnit("bytes")
                .register(metrics));
  }

  /** As {@link #open(Path, MeterRegistry, DiskOptions)} with {@link DiskOptions#SAFE}. */
  public static DiskBlobStore open(Path folder, MeterRegistry metrics) throws IOException {
    return open(folder, metrics, DiskOptions.SAFE);
  }

  /**
   * Opens the store, which is made when there is none, and removes unfinished blobs of processes
   * that live no more. Works on a full disk.
   *
   * @throws IOException when the folder cannot be made or written
   */
  public static DiskBlobStore open(Path folder, MeterRegistry metrics, DiskOptions options)
      throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    Files.createDirectories(absolute);
    if (!Files.isWritable(absolute)) {
      throw new AccessDeniedException(absolute.toString(), null, "cannot be written");
    }
    Path parent = absolute.getParent();
    if (options.flushing() && parent != null) {
      Shards.flush(parent);
    }
    DiskBlobStore store = new DiskBlobStore(absolute, metrics, options);
    store.unfinished.removeLeftOvers();
    return store;
  }

  Path folder() {
    return folder;
  }

  Shards shards() {
    return shards;
  }

  Headroom headroom() {
    return headroom;
  }

  DiskOptions options() {
    return options;
  }

  @Override
  public BlobWriter create() throws IOException {
    headroom.check();
    try {
      Optional<Hashes> hashes = options.hashing() ? Optional.of(new Hashes()) : Optional.empty();
      return DiskBlobWriter.begin(
          BlobKey.random(random), unfinished.folder(), hashes, surroundings);
    } catch (IOException failure) {
      throw headroom.explain(failure);
    }
  }

  @Override
  public Optional<BlobContent> open(BlobKey key, long offset, long length) throws IOException {
    Path path = shards.file(key);
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
    try {
      requireWithin(channel.size(), offset, length);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
    return Optional.of(new DiskBlobContent(path, channel, offset, length));
  }

  private static void requireWithin(long size, long offset, long length) {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new IllegalArgumentException(
          "%d bytes from %d are not within a blob of %d bytes".formatted(length, offset, size));
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Not flushed: a blob that comes back after a power cut is an orphan, which the library finds.
   */
  @Override
  public void delete(BlobKey key) throws IOException {
    Files.deleteIfExists(shards.file(key));
  }

  @Override
  public void list(Consumer<StoredBlob> consumer) throws IOException {
    shards.list(consumer);
  }

  @Override
  public void checkHealth() throws IOException {
    headroom.check();
    try {
      writeProbe(unfinished.folder().resolve("probe-" + BlobKey.random(random)));
    } catch (IOException failure) {
      IOException explained = headroom.explain(failure);
      if (explained instanceof StoreFullException) {
        throw explained;
      }
      throw new IOException(
          "the blob folder " + folder + " cannot be written: " + failure.getMessage(), failure);
    }
  }

  private static void writeProbe(Path probe) throws IOException {
    try (FileChannel channel =
        FileChannel.open(probe, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[512]));
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  @Override
  public void close() throws IOException {
    unfinished.close();
  }
}
