package io.vitrine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The data folder, held by one server at a time: the system lets go of the lock when the process
 * ends, however it ends.
 */
final class DataFolder implements AutoCloseable {
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
