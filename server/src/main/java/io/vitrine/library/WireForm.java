package io.vitrine.library;

import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.Folder;

/** How files and folders look to those who are outside; events keep them so. */
public interface WireForm {

  /** What becomes the JSON of a file. */
  Object file(FileDescriptor file);

  /** What becomes the JSON of a folder. */
  Object folder(Folder folder);
}
