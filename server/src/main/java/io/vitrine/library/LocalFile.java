package io.vitrine.library;

import java.io.Closeable;
import java.nio.file.Path;

/** A file's bytes under a local path, for programs that open files by themselves. */
public interface LocalFile extends Closeable {

  /** Only to be read. */
  Path path();
}
