package io.vitrine.library;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileMedia;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.media.MediaType;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Opens the bytes of files for delivery. What it knows of a file may be up to one second old:
 * popular files are asked for far more often than they change, and a deleted one must be gone
 * within a second (contract: delivery.md H19).
 */
public final class FileOpener {
  private static final Duration FRESHNESS = Duration.ofMillis(900);
  private static final int REMEMBERED_FILES = 20_000;

  private static final Duration POPULARITY = Duration.ofSeconds(10);

  /** Reading a file of this size costs more than sending it. */
  private static final long LARGEST_IN_MEMORY = 64 << 10;

  private static final long BYTES_IN_MEMORY = 32 << 20;

  private final Catalog catalog;
  private final BlobStore blobs;
  private final Cache<String, FileDescriptor> recent =
      Caffeine.newBuilder().maximumSize(REMEMBERED_FILES).expireAfterWrite(FRESHNESS).build();
  private final Cache<String, BlobReference> opened =
      Caffeine.newBuilder().maximumSize(REMEMBERED_FILES).expireAfterWrite(FRESHNESS).build();
  private final Cache<String, ByteBuffer> popular =
      Caffeine.newBuilder()
          .maximumWeight(BYTES_IN_MEMORY)
          .<String, ByteBuffer>weigher((key, bytes) -> bytes.capacity())
          .expireAfterAccess(POPULARITY)
          // At once: whether there is room is asked right after the last one was put.
          .executor(Runnable::run)
          .build();

  public FileOpener(Catalog catalog, BlobStore blobs) {
    this.catalog = catalog;
    this.blobs = blobs;
  }

  /**
   * The file with this ID in whatever site, also when it is in the trash bin. A still picture that
   * was made of a file is an image in its own right ({@link StillId}), and a format of a sound a
   * sound ({@link SoundName}).
   */
  public Optional<FileDescriptor> find(String fileId) {
    FileDescriptor known = recent.getIfPresent(fileId);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<FileDescriptor> found = ask(fileId);
    // One that is pending becomes ready at any moment, and its URL must work from then on.
    found
        .filter(file -> file.operationStatus() != OperationStatus.PENDING)
        .ifPresent(file -> recent.put(fileId, file));
    return found;
  }

  private Optional<FileDescriptor> ask(String fileId) {
    Optional<StillId> still = StillId.parse(fileId);
    if (still.isPresent()) {
      return catalog
          .files()
          .findByStemInAnySite(still.get().stem())
          .flatMap(
              file ->
                  still.get().in(file).map(asset -> variant(file, asset, still.get().isPublic())));
    }
    Optional<SoundName> sound = SoundName.parse(fileId);
    if (sound.isPresent()) {
      return catalog
          .files()
          .findByStemInAnySite(sound.get().stem())
          .flatMap(
              file ->
                  file.media()
                      .asset(sound.get().assetKey())
                      .map(asset -> variant(file, asset, false)));
    }
    return catalog.files().findInAnySite(fileId);
  }

  /**
   * A variant as if it were a file of its own, so that it is sent like any other.
   *
   * @param isPublic whether everybody may have it although the file is private
   */
  public static FileDescriptor variant(FileDescriptor file, Asset asset, boolean isPublic) {
    return new FileDescriptor(
        file.siteId(),
        StillId.of(file, asset).orElse(file.id()),
        file.parentFolderId(),
        file.displayName(),
        mediaType(asset.mimeType()),
        asset.mimeType(),
        file.isPrivate() && !isPublic,
        operationStatus(asset.state()),
        file.state(),
        asset.blob(),
        asset.pixelSize(),
        FileMedia.NONE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        file.created(),
        file.updated());
  }

  private static MediaType mediaType(String mimeType) {
    return switch (mimeType.substring(0, mimeType.indexOf('/') + 1)) {
      case "image/" -> MediaType.IMAGE;
      case "audio/" -> MediaType.AUDIO;
      case "video/" -> MediaType.VIDEO;
      default -> MediaType.OTHER;
    };
  }

  private static OperationStatus operationStatus(AssetState state) {
    return switch (state) {
      case PENDING -> OperationStatus.PENDING;
      case READY -> OperationStatus.READY;
      case FAILED -> OperationStatus.FAILED;
    };
  }

  /** The file when it is known without asking the catalog. */
  public Optional<FileDescriptor> findKnown(String fileId) {
    return Optional.ofNullable(recent.getIfPresent(fileId));
  }

  /** Whether some file still has these bytes. */
  public boolean isReferred(String blobKey) {
    return catalog.blobs().find(blobKey).isPresent();
  }

  /**
   * The file when it is known without asking the catalog, and all its bytes were opened a moment
   * ago, so that they still lie in the system's memory.
   *
   * @param largest most bytes that it may have
   */
  public Optional<FileDescriptor> findHot(String fileId, long largest) {
    return Optional.ofNullable(recent.getIfPresent(fileId))
        .filter(
            known ->
                known.blob().filter(blob -> blob.size() <= largest && isHot(blob)).isPresent());
  }

  private boolean isHot(BlobReference blob) {
    return opened.getIfPresent(blob.key()) != null || popular.getIfPresent(blob.key()) != null;
  }

  /** Forgets what is remembered, because files were deleted. */
  public void forget() {
    recent.invalidateAll();
    opened.invalidateAll();
    popular.invalidateAll();
  }

  /**
   * All bytes of a small file that is asked for again and again, from memory; empty for all others.
   *
   * @throws IOException as {@link #open}
   */
  public Optional<ByteBuffer> popular(BlobReference blob) throws IOException {
    if (blob.size() > LARGEST_IN_MEMORY) {
      return Optional.empty();
    }
    ByteBuffer known = popular.getIfPresent(blob.key());
    if (known == null) {
      if (opened.getIfPresent(blob.key()) == null || !hasRoomInMemory(blob.size())) {
        return Optional.empty();
      }
      known = read(blob);
      popular.put(blob.key(), known);
    }
    return Optional.of(known.duplicate());
  }

  /**
   * Nothing makes room but time: direct memory is freed late, so files must not push each other out
   * with every request.
   */
  private boolean hasRoomInMemory(long bytes) {
    long taken = popular.policy().eviction().orElseThrow().weightedSize().orElse(0);
    return taken + bytes <= BYTES_IN_MEMORY;
  }

  private ByteBuffer read(BlobReference blob) throws IOException {
    // Outside of the heap, from where the system sends it without a copy.
    ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(blob.size()));
    try (BlobContent content = open(blob, 0, blob.size());
        ReadableByteChannel channel = Channels.newChannel(content.stream())) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new EOFException("blob " + blob.key() + " is shorter than the catalog says");
        }
      }
    }
    return bytes.flip().asReadOnlyBuffer();
  }

  /**
   * Opens a range of a file's bytes.
   *
   * @throws FileNotFoundException when they are gone: the file was deleted this moment, or lost
   */
  public BlobContent open(BlobReference blob, long offset, long length) throws IOException {
    BlobContent content =
        blobs
            .open(new BlobKey(blob.key()), offset, length)
            .orElseThrow(() -> new FileNotFoundException("blob " + blob.key()));
    if (length == blob.size() && opened.getIfPresent(blob.key()) == null) {
      opened.put(blob.key(), blob);
    }
    return content;
  }
}
