package io.vitrine.library;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders for what programs write while a file is processed. Several processes may share the
 * parent: each has a folder there and holds a lock on the file beside it, which the system takes
 * away when the process ends, however it ends. So left-overs are told from what is in use.
 */
public final class WorkFolders implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(WorkFolders.class);
  private static final String LOCK_SUFFIX = ".lock";

  private final Path parent;
  private final AtomicLong made = new AtomicLong();
  private Optional<Place> own = Optional.empty();
  private boolean closed;

  private record Place(Path folder, Path lockFile, FileChannel lock) {}

  private WorkFolders(Path parent) {
    this.parent = parent;
  }

  /**
   * Removes what processes that live no more have left below this folder. The folder of this
   * process is made with the first work, so that a server starts on a full disk.
   */
  public static WorkFolders open(Path parent) throws IOException {
    if (Files.isDirectory(parent)) {
      removeLeftOvers(parent);
    }
    return new WorkFolders(parent);
  }

  /** The folder of this process; made when it is first needed. */
  public synchronized Path folder() throws IOException {
    if (closed) {
      throw new IOException("no more work is begun");
    }
    if (own.isEmpty()) {
      own = Optional.of(take(parent));
    }
    return own.get().folder();
  }

  /** A new, empty folder; whoever asked for it removes it. */
  Path make() throws IOException {
    return Files.createDirectories(folder().resolve(Long.toString(made.incrementAndGet())));
  }

  private static Place take(Path parent) throws IOException {
    Files.createDirectories(parent);
    while (true) {
      Path lockFile = parent.resolve(UUID.randomUUID() + LOCK_SUFFIX);
      FileChannel lock =
          FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        lock.lock();
        // Between its making and its locking another process may have taken it for abandoned.
        if (Files.exists(lockFile)) {
          return new Place(Files.createDirectories(folderOf(lockFile)), lockFile, lock);
        }
      } catch (IOException failure) {
        lock.close();
        Files.deleteIfExists(lockFile);
        throw failure;
      }
      lock.close();
    }
  }

  /** Removes a folder with everything in it; what cannot be removed now is removed later. */
  static void remove(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> innerFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : innerFirst) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException gone) {
      log.debug("{} is gone already", folder);
    } catch (IOException | UncheckedIOException failure) {
      log.warn("{} is left behind: {}", folder, failure.getMessage());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (own.isPresent()) {
      Place place = own.get();
      own = Optional.empty();
      remove(place.folder());
      Files.deleteIfExists(place.lockFile());
      place.lock().close();
    }
  }

  private static void removeLeftOvers(Path parent) throws IOException {
    try (DirectoryStream<Path> lockFiles = Files.newDirectoryStream(parent, "*" + LOCK_SUFFIX)) {
      for (Path lockFile : lockFiles) {
        removeIfAbandoned(lockFile);
      }
    }
  }

  private static void removeIfAbandoned(Path lockFile) throws IOException {
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        remove(folderOf(lockFile));
        Files.deleteIfExists(lockFile);
      }
    } catch (OverlappingFileLockException | NoSuchFileException inUseOrGone) {
      log.debug("{} is not abandoned", lockFile);
    }
  }

  private static Path folderOf(Path lockFile) {
    String name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length()));
  }
}
