package io.vitrine.media;

import java.io.IOException;

/** Random access to the bytes of a file, wherever they lie. */
public interface ByteSource {

  /** Bytes in all. */
  long size();

  /** Up to {@code length} bytes from {@code offset}; fewer only at the end. */
  byte[] read(long offset, int length) throws IOException;
}
