package io.vitrine.blob.disk;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.UploadAppender;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore.Mode;
import io.vitrine.blob.WrittenBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a client of {@link UploadProcess} was told before the process ended, and must hold. */
record Told(Optional<UploadKey> key, long offset, boolean blob) {
  private static final DiskOptions QUICK = new DiskOptions(true, false, 0);
  private static final byte[] BYTES = UploadProcess.bytes();

  static final String SHA256 = sha256();

  /** From the lines that the process printed. */
  static Told of(List<String> lines) {
    Optional<UploadKey> key = Optional.empty();
    long offset = 0;
    boolean blob = false;
    for (String line : lines) {
      if (line.startsWith("key ")) {
        key = Optional.of(new UploadKey(line.substring("key ".length())));
      } else if (line.startsWith("offset ")) {
        offset = Long.parseLong(line, "offset ".length(), line.length(), 10);
      } else if (line.startsWith("blob ")) {
        blob = true;
      }
    }
    return new Told(key, offset, blob);
  }

  /** Opens what is left as the next process does; tells what is wrong with it, if anything is. */
  Optional<String> brokenIn(Path folder) {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (DiskBlobStore blobs = DiskBlobStore.open(folder, metrics, QUICK);
        DiskUploadStore uploads = DiskUploadStore.beside(blobs, metrics)) {
      if (key.isPresent()) {
        check(uploads, blobs, key.get());
      }
      removeAll(uploads);
      return Optional.empty();
    } catch (IOException | RuntimeException | AssertionError failure) {
      return Optional.of(this + ": " + failure);
    }
  }

  private void check(DiskUploadStore uploads, DiskBlobStore blobs, UploadKey upload)
      throws IOException {
    if (blob) {
      requireBytes(blobs, new BlobKey(upload.value()));
    }
    OptionalLong found = uploads.offset(upload);
    require(found.isPresent(), "the upload is gone");
    require(found.getAsLong() >= offset, "only " + found + " bytes are left");
    require(found.getAsLong() <= BYTES.length, "there are " + found + " bytes");
    if (found.getAsLong() < BYTES.length) {
      try (UploadAppender appender = uploads.append(upload, Mode.PLAIN, () -> {})) {
        int at = (int) appender.offset();
        require(at == found.getAsLong(), "the append begins elsewhere");
        appender.write(ByteBuffer.wrap(BYTES, at, BYTES.length - at));
      }
    }
    WrittenBlob written = uploads.complete(upload);
    require(written.sha256().equals(SHA256), "the SHA-256 is wrong");
    requireBytes(blobs, written.key());
  }

  private static void requireBytes(DiskBlobStore blobs, BlobKey key) throws IOException {
    Optional<BlobContent> found = blobs.open(key, 0, BYTES.length);
    require(found.isPresent(), "the blob is gone");
    try (BlobContent content = found.get();
        InputStream stream = content.stream()) {
      require(Arrays.equals(stream.readAllBytes(), BYTES), "the blob has other bytes");
    }
  }

  /** Also what nobody was told of must be found and go. */
  private static void removeAll(DiskUploadStore uploads) throws IOException {
    List<UploadKey> keys = new ArrayList<>();
    uploads.list((StoredUpload each) -> keys.add(each.key()));
    for (UploadKey each : keys) {
      uploads.delete(each);
    }
    keys.clear();
    uploads.list((StoredUpload each) -> keys.add(each.key()));
    require(keys.isEmpty(), "these cannot be removed: " + keys);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private static String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BYTES));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
