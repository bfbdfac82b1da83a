package io.vitrine.delivery.transform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of our own among the system's temporary files, which everybody may write to. Its name is
 * always the same, so that what a killed process left there is found; what lies under the name is
 * touched only when it is ours alone.
 */
final class OverflowFolder {
  private static final Logger log = LoggerFactory.getLogger(OverflowFolder.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> FOR_OWNER =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);
  private static final int NAME_DIGITS = 16;

  private final Path usual;
  private Path used;

  /**
   * @param usual where it is, unless somebody else has something there
   */
  OverflowFolder(Path usual) {
    this.usual = usual;
    this.used = usual;
  }

  /** The one that stands in for a cache. */
  static OverflowFolder of(Path cacheFolder) {
    String path = cacheFolder.toAbsolutePath().normalize().toString();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
      String name = HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
      return new OverflowFolder(
          Path.of(System.getProperty("java.io.tmpdir"), "vitrine-pictures-" + name));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  /** Makes it, empty and for nobody else. */
  synchronized Path make() throws IOException {
    clear();
    try {
      used = Files.createDirectory(usual, FOR_OWNER);
    } catch (FileAlreadyExistsException foreign) {
      used =
          Files.createTempDirectory(
              usual.toAbsolutePath().getParent(), usual.getFileName().toString(), FOR_OWNER);
    }
    return used;
  }

  /** Removes it and all that is in it. */
  synchronized void clear() {
    try {
      if (!isOurs(used)) {
        return;
      }
      try (Stream<Path> tree = Files.walk(used)) {
        List<Path> innerFirst = tree.sorted(Comparator.reverseOrder()).toList();
        for (Path path : innerFirst) {
          Files.deleteIfExists(path);
        }
      }
    } catch (NoSuchFileException none) {
      // As it should be, nearly always.
    } catch (IOException | UncheckedIOException failure) {
      log.warn("{} is left behind: {}", used, failure.toString());
    }
  }

  /** Nobody else can then put a link into it that leads elsewhere. */
  private static boolean isOurs(Path folder) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory() || !found.permissions().equals(OWNER_ONLY)) {
      return false;
    }
    // The user's name would not do: in a container it often has none.
    Path mine = Files.createTempFile("vitrine", "");
    try {
      return found.owner().equals(Files.getOwner(mine));
    } finally {
      Files.delete(mine);
    }
  }
}
