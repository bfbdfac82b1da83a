package io.vitrine.blob;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** An opened range of a blob. It stays readable although the blob is deleted meanwhile. */
public interface BlobContent extends Closeable {

  /** Bytes in the opened range. */
  long length();

  /** The bytes of the range from its beginning; each call begins anew. */
  InputStream stream() throws IOException;
}
