package io.vitrine.blob;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * An ability that only some stores have: the range lies in a local file, so that the system can
 * send it without copying it through the program.
 */
public interface FileBacked {

  /** The file, open for reading; closed together with the content that gave it. */
  FileChannel channel();

  /** Where the file lies, for programs that open it by themselves; it may be gone any moment. */
  Path path();

  /** Where the range begins in the file, in bytes. */
  long offset();
}
