package io.vitrine.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file {@code secret} in the data folder: the current secret in its first line, earlier ones
 * below. Made at the first start; the folder belongs to one process.
 */
public final class SecretFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private final RandomText random;

  /**
   * @param folder exists and can be written
   */
  public SecretFile(Path folder, SecureRandom random) {
    this.file = folder.resolve("secret");
    this.random = new RandomText(random);
  }

  /**
   * The secrets in the file; makes it when there is none.
   *
   * @throws IOException with a text for the operator when it cannot be read or written, or when
   *     others than its owner can read it, because then they may know it already
   * @throws IllegalArgumentException as {@link Secrets#parse}
   */
  public Secrets readOrMake() throws IOException {
    if (Files.notExists(file)) {
      make();
    }
    if (hasPosixPermissions()) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(permissions)) {
        throw new IOException(
            "%s can be read or changed by others (%s). If nobody can have read it, run: chmod 600 %s; else delete it, which makes every signed URL and token invalid"
                .formatted(file, PosixFilePermissions.toString(permissions), file));
      }
    }
    return Secrets.parse(Files.readString(file));
  }

  /** All of the file or nothing: it is written under another name, flushed, then renamed. */
  private void make() throws IOException {
    Path unfinished = file.resolveSibling("secret.new");
    Files.deleteIfExists(unfinished);
    if (hasPosixPermissions()) {
      Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else {
      Files.createFile(unfinished);
    }
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      ByteBuffer text =
          ByteBuffer.wrap((random.secret() + "\n").getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    flushFolder();
  }

  private void flushFolder() throws IOException {
    if (!hasPosixPermissions()) {
      return; // Windows opens no folder
    }
    try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private boolean hasPosixPermissions() throws IOException {
    return Files.getFileStore(folder()).supportsFileAttributeView("posix");
  }

  private Path folder() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(String.valueOf(folder));
    }
    return folder;
  }
}
