package io.vitrine.delivery.streaming;

import io.vitrine.catalog.BlobReference;
import io.vitrine.http.Body;
import java.io.IOException;

/** Gets at the bytes of blobs. */
public interface BlobBytes {

  /** Opens a range, as the server sends it best. */
  Body.OpenSource open(BlobReference blob, long offset, long length) throws IOException;

  /** Reads a range that is small enough for memory. */
  byte[] read(BlobReference blob, long offset, int length) throws IOException;
}
