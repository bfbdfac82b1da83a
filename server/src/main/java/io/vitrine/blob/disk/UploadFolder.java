package io.vitrine.blob.disk;

import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.UploadKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where uploads lie: two files each, the bytes and the mark of their durable length ({@link
 * DurableMark}), in 256 folders by the first two hex digits of the key.
 */
final class UploadFolder {
  private static final Pattern FOLDER_NAME = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern FILE_NAME = Pattern.compile("([0-9a-f]{32})(\\.mark)?");

  private final Path root;
  private final boolean flushing;
  private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();

  UploadFolder(Path root, boolean flushing) {
    this.root = root;
    this.flushing = flushing;
  }

  /** The file of the bytes. */
  Path bytes(UploadKey key) {
    return root.resolve(key.value().substring(0, 2)).resolve(key.value());
  }

  /** The file of the mark. */
  Path mark(UploadKey key) {
    return bytes(key).resolveSibling(key.value() + ".mark");
  }

  /** Makes both files, durable, for an upload of no bytes; on failure neither is left. */
  void create(UploadKey key) throws IOException {
    Path bytes = bytes(key);
    Path mark = mark(key);
    Path folder = bytes.getParent();
    try {
      Files.createDirectories(folder);
      DurableMark.create(mark);
      FileChannel.open(bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
      if (flushing) {
        Shards.flush(folder);
        flushNameOf(folder);
      }
    } catch (IOException failure) {
      remove(key);
      throw failure;
    }
  }

  /**
   * Removes both files, if there are any. Not flushed: what comes back after a power cut is a
   * left-over that nobody names, which the sweeper finds.
   */
  void remove(UploadKey key) throws IOException {
    Files.deleteIfExists(bytes(key));
    Files.deleteIfExists(mark(key));
  }

  /** Walks all uploads; those that vanish meanwhile are left out. */
  void list(Consumer<StoredUpload> consumer) throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, UploadFolder::isFolder)) {
      for (Path folder : folders) {
        list(folder, consumer);
      }
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
  }

  private void list(Path folder, Consumer<StoredUpload> consumer) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        stored(file).ifPresent(consumer);
      }
    }
  }

  private Optional<StoredUpload> stored(Path file) throws IOException {
    Matcher name = FILE_NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    UploadKey key = new UploadKey(name.group(1));
    boolean isMark = name.group(2) != null;
    if (!file.equals(isMark ? mark(key) : bytes(key)) || (isMark && Files.exists(bytes(key)))) {
      return Optional.empty(); // put here by hand, or the upload is listed by its bytes
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      Instant modified = attributes.lastModifiedTime().toInstant();
      return Optional.of(new StoredUpload(key, attributes.size(), modified));
    } catch (NoSuchFileException deletedMeanwhile) {
      return Optional.empty();
    }
  }

  /** Once in each process, because whoever made the folder may not have come to flush it. */
  private void flushNameOf(Path folder) throws IOException {
    if (!durableFolders.contains(folder)) {
      Shards.flush(root);
      Shards.flush(root.getParent());
      durableFolders.add(folder);
    }
  }

  private static boolean isFolder(Path path) {
    return FOLDER_NAME.matcher(path.getFileName().toString()).matches() && Files.isDirectory(path);
  }
}
