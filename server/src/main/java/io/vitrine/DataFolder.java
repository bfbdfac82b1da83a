package io.vitrine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The data folder, held by one server at a time: the system lets go of the lock when the process
 * ends, however it ends.
 */
final class DataFolder implements AutoCloseable {
  private static final String ORIGIN = "origin";

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder when it is missing and takes it.
   *
   * @throws StartFailure when another process has it, or it cannot be written
   */
  static DataFolder take(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel).isEmpty()) {
        channel.close();
        throw new StartFailure(
            "the data folder "
                + path
                + " is in use by another server; stop that one or name another with --data");
      }
      return new DataFolder(path, channel);
    } catch (IOException failure) {
      throw new StartFailure(
          "the data folder "
              + path
              + " cannot be written ("
              + failure.getMessage()
              + "); name another with --data",
          failure);
    }
  }

  Path path() {
    return path;
  }

  /**
   * Tells workers in other processes how the URLs begin that this server hands out.
   *
   * @throws StartFailure when that cannot be written
   */
  void tellOrigin(String origin) {
    try {
      Path written = Files.writeString(path.resolve(ORIGIN + ".new"), origin);
      Files.move(written, path.resolve(ORIGIN), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new StartFailure("the data folder " + path + " cannot be written", failure);
    }
  }

  /**
   * What the server of a folder told last.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  static String origin(Path path) {
    try {
      return Files.readString(path.resolve(ORIGIN));
    } catch (IOException failure) {
      throw new UncheckedIOException("the server has not told its address", failure);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException takenByThisProcess) {
      return Optional.empty();
    }
  }
}
