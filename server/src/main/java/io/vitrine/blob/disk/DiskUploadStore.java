package io.vitrine.blob.disk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.NoSuchUploadException;
import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.UploadAppender;
import io.vitrine.blob.UploadCompletedException;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.WrittenBlob;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Keeps uploads in a folder beside the blobs of a {@link DiskBlobStore}, so that one becomes a blob
 * by getting a second name (a hard link). One process at a time may append.
 */
public final class DiskUploadStore implements UploadStore {
  private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(1);

  private final ConcurrentMap<UploadKey, DiskUpload> uploads = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Shards shards;
  private final UploadFolder folder;
  private final Headroom headroom;
  private final DiskOptions options;
  private final CatchUp catchUp;
  private final DiskUpload.Surroundings surroundings;
  private final Concatenation concatenation;
  private final Timer completions;

  private DiskUploadStore(DiskBlobStore blobs, int caughtUpAtOnce, MeterRegistry metrics) {
    this.shards = blobs.shards();
    this.headroom = blobs.headroom();
    this.options = blobs.options();
    this.folder = new UploadFolder(blobs.folder().resolve("uploads"), options.flushing());
    this.completions =
        Timer.builder("vitrine.upload.complete")
            .description("Time to make a blob of an upload, with waiting for its digests")
            .register(metrics);
    this.catchUp =
        new CatchUp(
            caughtUpAtOnce,
            Counter.builder("vitrine.upload.rehashed")
                .description("Bytes of uploads read again because their digests were not known")
                .baseUnit("bytes")
                .register(metrics));
    this.surroundings =
        new DiskUpload.Surroundings(
            folder,
            headroom,
            catchUp,
            options.flushing(),
            options.hashing(),
            Timer.builder("vitrine.upload.flush")
                .description("Time to make bytes of an upload durable")
                .register(metrics),
            Counter.builder("vitrine.upload.written")
                .description("Bytes written to uploads, also to those that were dropped")
                .baseUnit("bytes")
                .register(metrics),
            Counter.builder("vitrine.upload.superseded")
                .description("Writers of an upload that had to give way to a newer request")
                .register(metrics));
    this.concatenation = new Concatenation(surroundings);
  }

  /** Opens the uploads beside the blobs. Works on a full disk: the folder is made when needed. */
  public static DiskUploadStore beside(DiskBlobStore blobs, MeterRegistry metrics) {
    int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return beside(blobs, atOnce, metrics);
  }

  /**
   * @param caughtUpAtOnce uploads whose digests are made up for at the same time
   */
  static DiskUploadStore beside(DiskBlobStore blobs, int caughtUpAtOnce, MeterRegistry metrics) {
    return new DiskUploadStore(blobs, caughtUpAtOnce, metrics);
  }

  @Override
  public UploadKey create() throws IOException {
    headroom.check();
    UploadKey key = UploadKey.random(random);
    try {
      folder.create(key);
    } catch (IOException failure) {
      throw headroom.explain(failure);
    }
    DurableMark mark = DurableMark.ofNothing(folder.mark(key), options.flushing());
    uploads.put(key, new DiskUpload(key, mark, new Hashes(), surroundings));
    return key;
  }

  @Override
  public OptionalLong offset(UploadKey key) throws IOException {
    Optional<DiskUpload> upload = find(key);
    return upload.isPresent() ? OptionalLong.of(upload.get().durable()) : OptionalLong.empty();
  }

  @Override
  public UploadAppender append(UploadKey key, Mode mode, Runnable onSuperseded) throws IOException {
    headroom.check();
    DiskUpload upload = require(key);
    DiskUpload.Claim claim = upload.claim(onSuperseded);
    try {
      if (Files.exists(shards.file(blobKey(key)))) {
        throw new UploadCompletedException(key);
      }
      return DiskUploadAppender.begin(upload, claim, mode);
    } catch (IOException failure) {
      claim.release();
      throw failure;
    } finally {
      upload.working().unlock();
    }
  }

  @Override
  public WrittenBlob complete(UploadKey key, LongConsumer waiting) throws IOException {
    Timer.Sample time = Timer.start();
    DiskUpload upload = require(key);
    DiskUpload.Claim claim = upload.claim();
    try {
      upload.digest().end();
      upload.cutForGood();
      WrittenBlob blob = digested(upload, claim, waiting);
      link(upload, blob.key());
      time.stop(completions);
      return blob;
    } finally {
      claim.release();
      upload.working().unlock();
    }
  }

  private void link(DiskUpload upload, BlobKey key) throws IOException {
    try {
      // The search for orphans leaves young blobs alone until the catalog names them.
      Files.setLastModifiedTime(upload.file(), FileTime.from(Instant.now()));
      shards.link(upload.file(), key);
    } catch (IOException failure) {
      throw headroom.explain(failure);
    }
  }

  private WrittenBlob digested(DiskUpload upload, DiskUpload.Claim claim, LongConsumer waiting)
      throws IOException {
    BlobKey key = blobKey(upload.key());
    if (!options.hashing()) {
      return new WrittenBlob(key, upload.durable(), Hashes.madeUpSha256(), 0);
    }
    upload.catchUp();
    try {
      Optional<Hashes> hashes = upload.digest().await(BETWEEN_HEARTBEATS);
      while (hashes.isEmpty()) {
        waiting.accept(upload.digest().hashed());
        claim.require();
        hashes = upload.digest().await(BETWEEN_HEARTBEATS);
      }
      Hashes whole = hashes.get();
      return new WrittenBlob(key, whole.count(), whole.sha256(), whole.crc32());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while upload " + key + " was hashed");
    }
  }

  /** So that a repetition after a crash finds what was linked before it. */
  private static BlobKey blobKey(UploadKey key) {
    return new BlobKey(key.value());
  }

  @Override
  public UploadKey concatenate(List<UploadKey> parts) throws IOException {
    headroom.check();
    List<DiskUpload> sources = new ArrayList<>();
    for (UploadKey part : parts) {
      sources.add(require(part));
    }
    DiskUpload whole = concatenation.make(UploadKey.random(random), sources);
    uploads.put(whole.key(), whole);
    whole.catchUp();
    return whole.key();
  }

  @Override
  public void delete(UploadKey key) throws IOException {
    DiskUpload known = uploads.get(key);
    if (known == null) {
      folder.remove(key);
      known = uploads.get(key); // somebody found it just before its files went
    }
    if (known != null) {
      delete(known);
    }
  }

  private void delete(DiskUpload upload) throws IOException {
    try {
      upload.claim();
    } catch (NoSuchUploadException deletedByAnother) {
      return;
    }
    try {
      upload.delete();
      uploads.remove(upload.key(), upload);
    } finally {
      upload.working().unlock();
    }
  }

  @Override
  public void list(Consumer<StoredUpload> consumer) throws IOException {
    folder.list(consumer);
  }

  @Override
  public void close() throws IOException {
    catchUp.close();
  }

  private DiskUpload require(UploadKey key) throws IOException {
    return find(key).orElseThrow(() -> new NoSuchUploadException(key));
  }

  private Optional<DiskUpload> find(UploadKey key) throws IOException {
    DiskUpload known = uploads.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Path bytes = folder.bytes(key);
    Optional<DurableMark> mark = DurableMark.read(folder.mark(key), options.flushing());
    if (Files.notExists(bytes)) {
      return Optional.empty();
    }
    if (mark.isEmpty()) {
      throw new IOException("an upload has lost its mark: " + bytes);
    }
    DiskUpload found = new DiskUpload(key, mark.get(), new Hashes(), surroundings);
    DiskUpload other = uploads.putIfAbsent(key, found);
    if (other != null) {
      return Optional.of(other);
    }
    if (Files.notExists(bytes)) {
      uploads.remove(key, found); // deleted since it was looked for
      return Optional.empty();
    }
    return Optional.of(found);
  }
}
