package io.vitrine.delivery.transform;

import io.vitrine.delivery.transform.PictureCache.Stored;
import io.vitrine.media.PictureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where results are kept: in the cache, and in a small one in the system's folder for temporary
 * files while the cache's disk is full or fails. A picture that can be made is answered.
 */
final class PictureStore implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PictureStore.class);

  /** Left to the blobs, and more than nearly every result needs. */
  private static final long RESERVE = 64L << 20;

  private static final long OVERFLOW_BYTES = 64L << 20;

  private final PictureCache cache;
  private final InstantSource clock;
  private final OverflowFolder beside;
  private Optional<PictureCache> overflow = Optional.empty();

  /**
   * @param beside for results while the cache cannot take them; emptied now
   */
  PictureStore(PictureCache cache, OverflowFolder beside, InstantSource clock) {
    this.cache = cache;
    this.beside = beside;
    this.clock = clock;
    beside.clear();
  }

  /** Makes a result. */
  @FunctionalInterface
  interface Making {
    /** Writes the result to a path. */
    void write(Path target) throws PictureException, InterruptedException;
  }

  /** A result, if it is there and whole. */
  Optional<Stored> find(PictureName name) throws IOException {
    Optional<Stored> stored;
    try {
      stored = cache.find(name);
    } catch (IOException failure) {
      log.warn("the cache of pictures cannot be read: {}", failure.toString());
      stored = Optional.empty();
    }
    Optional<PictureCache> other = existingOverflow();
    return stored.isPresent() || other.isEmpty() ? stored : other.get().find(name);
  }

  /** A result that was whole a moment ago and was not touched since; nothing is read for it. */
  Optional<Stored> findUntouched(PictureName name) {
    return cache.findUntouched(name);
  }

  /** Makes a result and keeps it where there is room. */
  Stored make(PictureName name, Making making)
      throws IOException, PictureException, InterruptedException {
    if (hasRoom()) {
      try {
        return make(cache, name, making);
      } catch (IOException failure) {
        log.warn("a picture could not be kept in the cache: {}", failure.toString());
      } catch (PictureException failure) {
        // A tool that finds no room to write says no more than that it failed.
        if (hasRoom()) {
          throw failure;
        }
      }
    }
    return make(overflow(), name, making);
  }

  /** Removes all results of a source. */
  void remove(String blobKey) throws IOException {
    cache.remove(blobKey);
    Optional<PictureCache> other = existingOverflow();
    if (other.isPresent()) {
      other.get().remove(blobKey);
    }
  }

  /** Finds what earlier processes left, until told to stop. */
  void readFolder(BooleanSupplier stop) throws IOException {
    cache.readFolder(stop);
  }

  /** Removes the results of sources that are gone, until told to stop. */
  void purge(PictureCache.SourceCheck check, BooleanSupplier stop) throws IOException {
    cache.purge(check, stop);
    Optional<PictureCache> other = existingOverflow();
    if (other.isPresent()) {
      other.get().purge(check, stop);
    }
  }

  private static Stored make(PictureCache into, PictureName name, Making making)
      throws IOException, PictureException, InterruptedException {
    Path target = into.newFile();
    try {
      making.write(target);
      return into.put(name, target);
    } finally {
      Files.deleteIfExists(target);
    }
  }

  private boolean hasRoom() {
    try {
      if (cache.isShortOfRoom(RESERVE)) {
        cache.shrink();
        return !cache.isShortOfRoom(RESERVE);
      }
      return true;
    } catch (IOException failure) {
      log.warn("the cache of pictures cannot be used: {}", failure.toString());
      return false;
    }
  }

  private synchronized Optional<PictureCache> existingOverflow() {
    return overflow;
  }

  private synchronized PictureCache overflow() throws IOException {
    if (overflow.isEmpty()) {
      overflow =
          Optional.of(PictureCache.open(beside.make(), OVERFLOW_BYTES, clock, removed -> {}));
    }
    return overflow.get();
  }

  @Override
  public synchronized void close() {
    overflow = Optional.empty();
    beside.clear();
  }
}
