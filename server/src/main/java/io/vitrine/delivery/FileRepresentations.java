package io.vitrine.delivery;

import io.vitrine.blob.BlobContent;
import io.vitrine.blob.FileBacked;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.http.Body;
import io.vitrine.http.Header;
import io.vitrine.http.Representation;
import io.vitrine.library.FileOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of a file what is sent: one way for every byte route (contract: delivery.md section 7). */
public final class FileRepresentations {
  private final FileOpener files;
  private final TextCharset charset;

  public FileRepresentations(FileOpener files) {
    this.files = files;
    this.charset = new TextCharset(files);
  }

  /**
   * The original's bytes.
   *
   * @param file has bytes
   * @param headers beside those that keep active content from running
   */
  Representation original(FileDescriptor file, List<Header> headers) throws IOException {
    BlobReference blob = file.blob().orElseThrow();
    List<Header> all = new ArrayList<>(headers);
    all.addAll(ContentSafety.headers(file.mimeType()));
    return new Representation(
        charset.contentType(file.mimeType(), blob),
        blob.size(),
        "\"" + blob.sha256().substring(0, 32) + "\"",
        file.created(),
        all,
        (offset, length) -> open(blob, offset, length));
  }

  /** Whether {@link #original} waits for no disk. */
  boolean isKnown(FileDescriptor file) {
    return file.blob().filter(blob -> charset.isKnown(file.mimeType(), blob)).isPresent();
  }

  private Body.OpenSource open(BlobReference blob, long offset, long length) throws IOException {
    Optional<ByteBuffer> popular = files.popular(blob);
    if (popular.isPresent()) {
      return new Body.OpenSource.Memory(
          popular.get().slice(Math.toIntExact(offset), Math.toIntExact(length)));
    }
    return source(files.open(blob, offset, length), length);
  }

  /** An opened range of a blob, as the server sends it best. */
  static Body.OpenSource source(BlobContent content, long length) throws IOException {
    if (content instanceof FileBacked file) {
      return new Body.OpenSource.FileRegion(file.channel(), file.offset(), length, content);
    }
    return new Body.OpenSource.Piped(content.stream(), content);
  }
}
