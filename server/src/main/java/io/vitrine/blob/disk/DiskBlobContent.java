package io.vitrine.blob.disk;

import io.vitrine.blob.BlobContent;
import io.vitrine.blob.FileBacked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A range of a blob's file. An open file stays readable after its name is gone (POSIX). */
record DiskBlobContent(Path path, FileChannel channel, long offset, long length)
    implements BlobContent, FileBacked {

  @Override
  public InputStream stream() {
    return new RangeInputStream(channel, offset, length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
