package io.vitrine.delivery.transform;

import io.vitrine.delivery.transform.CacheIndex.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps results as files in a folder, up to a number of bytes, whole blocks counted; the ones
 * wanted longest ago go first. The folder is the truth: what is in it when the program starts is
 * found again, a file that was removed or damaged is not there. Nobody who reads a file is held up
 * when it is removed (POSIX).
 */
final class PictureCache {
  /** How often the time of the last use is written to the disk, where only a restart reads it. */
  private static final Duration BETWEEN_NOTES = Duration.ofHours(1);

  private static final int TRIES = 5;

  private final Path folder;
  private final Path unfinished;
  private final long mostBytes;
  private final InstantSource clock;
  private final Consumer<Integer> onEviction;
  private final CacheIndex index = new CacheIndex();

  /**
   * A result that lies on the disk.
   *
   * @param length bytes from the beginning of the file; more may follow
   */
  record Stored(Path path, long length) {}

  private PictureCache(
      Path folder, long mostBytes, InstantSource clock, Consumer<Integer> onEviction) {
    this.folder = folder;
    this.unfinished = folder.resolve("new");
    this.mostBytes = mostBytes;
    this.clock = clock;
    this.onEviction = onEviction;
  }

  /**
   * Opens a cache, which is made when there is none. Only one process may use the folder.
   *
   * @param onEviction gets the number of results that went to make room
   */
  static PictureCache open(
      Path folder, long mostBytes, InstantSource clock, Consumer<Integer> onEviction)
      throws IOException {
    // Whoever makes a result may work in another folder.
    PictureCache cache = new PictureCache(folder.toAbsolutePath(), mostBytes, clock, onEviction);
    Files.createDirectories(cache.unfinished);
    try (Stream<Path> leftOvers = Files.list(cache.unfinished)) {
      for (Path leftOver : leftOvers.toList()) {
        Files.deleteIfExists(leftOver);
      }
    }
    return cache;
  }

  /** A result, if it is there and whole. */
  Optional<Stored> find(PictureName name) throws IOException {
    Path path = name.below(folder);
    Optional<Entry> known = index.touch(name);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException | NotDirectoryException missing) {
      index.remove(name);
      return Optional.empty();
    }
    Entry found = new Entry(attributes.size(), attributes.lastModifiedTime());
    if (known.filter(found::equals).isEmpty()) {
      // Not looked at since the start, or changed by somebody else.
      return verified(name, path, found);
    }
    noteUse(name, path, found);
    return Optional.of(new Stored(path, found.size() - CheckedFile.TRAILER));
  }

  /** A result that was whole when it was last looked at and was not changed since. */
  Optional<Stored> findUntouched(PictureName name) {
    Path path = name.below(folder);
    return index
        .touch(name)
        .filter(known -> isUntouched(path, known))
        .map(known -> new Stored(path, known.size() - CheckedFile.TRAILER));
  }

  private static boolean isUntouched(Path path, Entry known) {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return known.equals(new Entry(now.size(), now.lastModifiedTime()));
    } catch (IOException gone) {
      return false;
    }
  }

  private Optional<Stored> verified(PictureName name, Path path, Entry found) throws IOException {
    OptionalLong length;
    try {
      length = CheckedFile.verify(path);
    } catch (NoSuchFileException vanished) {
      length = OptionalLong.empty();
    }
    if (length.isEmpty()) {
      index.remove(name);
      Files.deleteIfExists(path);
      return Optional.empty();
    }
    index.put(name, found);
    noteUse(name, path, found);
    return Optional.of(new Stored(path, length.getAsLong()));
  }

  private void noteUse(PictureName name, Path path, Entry entry) {
    FileTime now = FileTime.from(clock.instant());
    if (now.toMillis() - entry.modified().toMillis() < BETWEEN_NOTES.toMillis()) {
      return;
    }
    try {
      Files.setLastModifiedTime(path, now);
      index.put(name, new Entry(entry.size(), Files.getLastModifiedTime(path)));
    } catch (IOException vanished) {
      index.remove(name);
    }
  }

  /** A place for a file that is to become a result. */
  Path newFile() throws IOException {
    Files.createDirectories(unfinished);
    return unfinished.resolve(UUID.randomUUID().toString());
  }

  /** Takes a finished file, which was made at {@link #newFile}. */
  Stored put(PictureName name, Path finished) throws IOException {
    CheckedFile.seal(finished);
    BasicFileAttributes attributes = Files.readAttributes(finished, BasicFileAttributes.class);
    Path path = name.below(folder);
    move(finished, path);
    index.put(name, new Entry(attributes.size(), attributes.lastModifiedTime()));
    evict(mostBytes);
    return new Stored(path, attributes.size() - CheckedFile.TRAILER);
  }

  private static void move(Path finished, Path path) throws IOException {
    for (int tries = TRIES; ; tries--) {
      try {
        Files.createDirectories(path.getParent());
        Files.move(finished, path, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (NoSuchFileException | FileAlreadyExistsException emptied) {
        // The folder went together with its last result, perhaps while it was made.
        if (tries == 0) {
          throw emptied;
        }
      }
    }
  }

  /** Gives a part of the room back, because the disk is full. */
  void shrink() throws IOException {
    evict(index.bytes() / 4 * 3);
  }

  private void evict(long most) throws IOException {
    List<PictureName> removed = index.removeOver(most);
    for (PictureName name : removed) {
      delete(name.below(folder));
    }
    if (!removed.isEmpty()) {
      onEviction.accept(removed.size());
    }
  }

  private static void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
    deleteIfEmpty(path.getParent());
  }

  private static void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException used) {
      // Other results of the same source.
    }
  }

  /** Bytes that the results take, whole blocks counted. */
  long bytes() {
    return index.bytes();
  }

  /** Results on the disk. */
  int size() {
    return index.size();
  }

  /** Whether less room is left on the disk than a result may need. */
  boolean isShortOfRoom(long needed) throws IOException {
    // Whoever clears caches by hand may have removed the folder itself.
    Files.createDirectories(unfinished);
    return Files.getFileStore(folder).getUsableSpace() < needed;
  }

  /** Finds what earlier processes left, until told to stop. */
  void readFolder(BooleanSupplier stop) throws IOException {
    record Found(PictureName name, Entry entry) {}
    List<Found> found = new ArrayList<>();
    for (Path source : sources()) {
      if (stop.getAsBoolean()) {
        return;
      }
      for (Path path : list(source)) {
        Optional<PictureName> name = PictureName.at(path);
        if (name.isPresent()) {
          attributes(path)
              .ifPresent(
                  file ->
                      found.add(
                          new Found(name.get(), new Entry(file.size(), file.lastModifiedTime()))));
        }
      }
    }
    found.sort(Comparator.comparing((Found file) -> file.entry().modified()).reversed());
    for (Found file : found) {
      // Of an unknown time, so that it is looked at before it is trusted.
      index.putOldest(file.name(), new Entry(file.entry().size(), FileTime.fromMillis(0)));
    }
    evict(mostBytes);
  }

  /** Removes the results of sources that are gone, until told to stop. */
  void purge(SourceCheck check, BooleanSupplier stop) throws IOException {
    for (Path source : sources()) {
      if (stop.getAsBoolean()) {
        return;
      }
      if (!check.isThere(source.getFileName().toString())) {
        removeAll(source);
      }
    }
  }

  /** Removes all results of a source. */
  void remove(String blobKey) throws IOException {
    removeAll(PictureName.below(folder, blobKey));
  }

  private void removeAll(Path source) throws IOException {
    for (Path path : list(source)) {
      PictureName.at(path).ifPresent(index::remove);
      Files.deleteIfExists(path);
    }
    deleteIfEmpty(source);
  }

  /** Tells whether the blob of this key is still somebody's. */
  interface SourceCheck {
    boolean isThere(String blobKey);
  }

  private List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path shard : list(folder)) {
      if (!shard.equals(unfinished)) {
        sources.addAll(list(shard));
      }
    }
    return sources;
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (NoSuchFileException | NotDirectoryException gone) {
      return List.of();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException vanished) {
      return Optional.empty();
    }
  }
}
