package io.vitrine.blob.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The files that are still being written, apart by process: {@code new/<random>/} holds them, and
 * the process holds a lock on {@code new/<random>.lock}, which the system takes away when the
 * process ends, however it ends. So another process ({@code vitrine check}) can tell files in use
 * from left-overs.
 *
 * <p>The folder is made with the first file: a store that only reads and deletes opens on a full
 * disk.
 */
final class UnfinishedFiles implements Closeable {
  private static final String LOCK_SUFFIX = ".lock";

  private final Path parent;
  private final SecureRandom random;
  private Optional<Place> own = Optional.empty();
  private boolean closed;

  private record Place(Path folder, Path lockFile, FileChannel lock) {}

  UnfinishedFiles(Path parent, SecureRandom random) {
    this.parent = parent;
    this.random = random;
  }

  /** The folder of this process; made when it is first needed. */
  synchronized Path folder() throws IOException {
    if (closed) {
      throw new IOException("the blob store is closed");
    }
    if (own.isEmpty()) {
      own = Optional.of(make());
    }
    return own.get().folder();
  }

  /** Removes what processes that live no more have left. */
  void removeLeftOvers() throws IOException {
    if (Files.notExists(parent)) {
      return;
    }
    try (DirectoryStream<Path> lockFiles = Files.newDirectoryStream(parent, "*" + LOCK_SUFFIX)) {
      for (Path lockFile : lockFiles) {
        removeIfAbandoned(lockFile);
      }
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
  }

  /** Drops the files that are still unfinished. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (own.isPresent()) {
      Place place = own.get();
      own = Optional.empty();
      try {
        remove(place.folder(), place.lockFile());
      } finally {
        place.lock().close();
      }
    }
  }

  private Place make() throws IOException {
    Files.createDirectories(parent);
    while (true) {
      byte[] bytes = new byte[8];
      random.nextBytes(bytes);
      String name = HexFormat.of().formatHex(bytes);
      Path lockFile = parent.resolve(name + LOCK_SUFFIX);
      FileChannel channel;
      try {
        channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException taken) {
        continue;
      }
      try {
        // Between its making and its locking another process may have taken it for abandoned.
        if (tryLock(channel) && Files.exists(lockFile)) {
          return new Place(Files.createDirectory(parent.resolve(name)), lockFile, channel);
        }
      } catch (IOException failure) {
        channel.close();
        Files.deleteIfExists(lockFile);
        throw failure;
      }
      channel.close();
    }
  }

  private static void removeIfAbandoned(Path lockFile) throws IOException {
    String name = lockFile.getFileName().toString();
    Path folder = lockFile.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length()));
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      if (tryLock(channel)) {
        remove(folder, lockFile);
      }
    } catch (NoSuchFileException removedByAnother) {
      // What was to be done is done.
    }
  }

  /** The lock file goes last: as long as it is there, somebody will come for the folder. */
  private static void remove(Path folder, Path lockFile) throws IOException {
    if (Files.exists(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    }
    Files.deleteIfExists(lockFile);
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }
}
