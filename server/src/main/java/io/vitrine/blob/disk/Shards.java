package io.vitrine.blob.disk;

import io.vitrine.blob.BlobKey;
import io.vitrine.blob.StoredBlob;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The committed blobs: 256 folders of 256 folders, by the first four hex digits of the key. */
final class Shards {
  private static final Pattern FOLDER_NAME = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern BLOB_NAME = Pattern.compile("[0-9a-f]{32}");

  private final Path root;
  private final boolean flushing;
  private final BitSet durableFolders = new BitSet(1 << 16);

  Shards(Path root, boolean flushing) {
    this.root = root;
    this.flushing = flushing;
  }

  /** Where the blob lies, or would. */
  Path file(BlobKey key) {
    String name = key.value();
    return root.resolve(name.substring(0, 2)).resolve(name.substring(2, 4)).resolve(name);
  }

  /**
   * Moves a finished file to its place, durably. When it fails, the file is not at its new place.
   */
  void adopt(Path finished, BlobKey key) throws IOException {
    Path file = file(key);
    Files.createDirectories(file.getParent());
    Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE);
    flushOrRemove(file, key);
  }

  /**
   * Gives a finished file its place as a second name, durably; its first name stays. When it fails,
   * the file is not at its new place, unless it was there before: then its name may not be durable,
   * and this can be called again.
   */
  void link(Path finished, BlobKey key) throws IOException {
    Path file = file(key);
    Files.createDirectories(file.getParent());
    try {
      Files.createLink(file, finished);
    } catch (FileAlreadyExistsException linkedBefore) {
      if (!Files.isSameFile(file, finished)) {
        throw new IOException("another file lies where a blob belongs: " + file, linkedBefore);
      }
      flushName(file, key); // on failure it stays: a catalog may name it
      return;
    }
    flushOrRemove(file, key);
  }

  private void flushOrRemove(Path file, BlobKey key) throws IOException {
    try {
      flushName(file, key);
    } catch (IOException failure) {
      Files.deleteIfExists(file);
      throw failure;
    }
  }

  private void flushName(Path file, BlobKey key) throws IOException {
    if (!flushing) {
      return;
    }
    Path inner = file.getParent();
    flush(inner);
    // Also when another thread or process made the folder: it may not have flushed it yet.
    if (!isKnownDurable(key)) {
      flush(inner.getParent());
      flush(root);
      rememberDurable(key);
    }
  }

  /** Walks all blobs; those that vanish meanwhile are left out. */
  void list(Consumer<StoredBlob> consumer) throws IOException {
    try (DirectoryStream<Path> outerFolders = Files.newDirectoryStream(root, Shards::isFolder)) {
      for (Path outer : outerFolders) {
        listOuter(outer, consumer);
      }
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
  }

  private void listOuter(Path outer, Consumer<StoredBlob> consumer) throws IOException {
    try (DirectoryStream<Path> innerFolders = Files.newDirectoryStream(outer, Shards::isFolder)) {
      for (Path inner : innerFolders) {
        listInner(inner, consumer);
      }
    }
  }

  private void listInner(Path inner, Consumer<StoredBlob> consumer) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(inner, file -> matches(BLOB_NAME, file))) {
      for (Path file : files) {
        stored(file).ifPresent(consumer);
      }
    }
  }

  private Optional<StoredBlob> stored(Path file) throws IOException {
    BlobKey key = new BlobKey(file.getFileName().toString());
    if (!file.equals(file(key))) {
      return Optional.empty(); // put here by hand: no key leads to it
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new StoredBlob(key, attributes.size(), attributes.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException deletedMeanwhile) {
      return Optional.empty();
    }
  }

  private static boolean isFolder(Path path) {
    return matches(FOLDER_NAME, path) && Files.isDirectory(path);
  }

  private static boolean matches(Pattern pattern, Path path) {
    return pattern.matcher(path.getFileName().toString()).matches();
  }

  private boolean isKnownDurable(BlobKey key) {
    synchronized (durableFolders) {
      return durableFolders.get(number(key));
    }
  }

  private void rememberDurable(BlobKey key) {
    synchronized (durableFolders) {
      durableFolders.set(number(key));
    }
  }

  private static int number(BlobKey key) {
    return Integer.parseInt(key.value(), 0, 4, 16);
  }

  /** Makes the names in a folder durable. */
  static void flush(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
