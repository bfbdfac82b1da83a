package io.vitrine.library;

import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.media.ByteSource;
import java.io.FileNotFoundException;
import java.io.IOException;

/** The bytes of a blob for whoever looks at them. */
record StoredBytes(BlobStore blobs, BlobKey key, long size) implements ByteSource {

  @Override
  public byte[] read(long offset, int length) throws IOException {
    if (offset >= size) {
      return new byte[0];
    }
    int available = (int) Math.min(length, size - offset);
    try (BlobContent content =
            blobs
                .open(key, offset, available)
                .orElseThrow(() -> new FileNotFoundException("blob " + key));
        var stream = content.stream()) {
      return stream.readNBytes(available);
    }
  }
}
