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

  private final Path folder;
  private final Path lockFile;
  private final FileChannel lock;
  private final AtomicLong made = new AtomicLong();

  private WorkFolders(Path folder, Path lockFile, FileChannel lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Takes a folder below this one, which is made when it is missing, and removes those of processes
   * that live no more.
   */
  public static WorkFolders open(Path parent) throws IOException {
    Files.createDirectories(parent);
    removeLeftOvers(parent);
    while (true) {
      Path lockFile = parent.resolve(UUID.randomUUID() + LOCK_SUFFIX);
      FileChannel lock =
          FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        lock.lock();
        // Between its making and its locking another process may have taken it for abandoned.
        if (Files.exists(lockFile)) {
          return new WorkFolders(Files.createDirectories(folderOf(lockFile)), lockFile, lock);
        }
      } catch (IOException failure) {
        lock.close();
        throw failure;
      }
      lock.close();
    }
  }

  /** The folder of this process. */
  public Path folder() {
    return folder;
  }

  /** A new, empty folder; whoever asked for it removes it. */
  Path make() throws IOException {
    return Files.createDirectories(folder.resolve(Long.toString(made.incrementAndGet())));
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
  public void close() throws IOException {
    remove(folder);
    Files.deleteIfExists(lockFile);
    lock.close();
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
