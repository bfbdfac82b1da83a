package io.vitrine.blob.disk;

import io.vitrine.blob.NoSuchUploadException;
import io.vitrine.blob.UploadKey;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Makes one upload of several. The system copies from file to file ({@code copy_file_range}): a
 * file system with shared blocks (XFS, Btrfs) copies nothing then, others do not carry the bytes
 * through the program.
 */
final class Concatenation {
  /** Between two looks at the room that is left. */
  private static final long PIECE = 64L << 20;

  private final DiskUpload.Surroundings store;

  Concatenation(DiskUpload.Surroundings store) {
    this.store = store;
  }

  /** Durable when it returns; on failure nothing is left. */
  DiskUpload make(UploadKey key, List<DiskUpload> parts) throws IOException {
    // Asked before the length, so that it is of the beginning of what is copied.
    Hashes known =
        parts.isEmpty() ? new Hashes() : parts.getFirst().digest().whole().orElseGet(Hashes::new);
    try {
      store.folder().create(key);
      try (FileChannel target =
          FileChannel.open(store.folder().bytes(key), StandardOpenOption.WRITE)) {
        for (DiskUpload part : parts) {
          copy(part, target);
        }
        if (store.flushing()) {
          target.force(true);
        }
        DurableMark mark = DurableMark.ofNothing(store.folder().mark(key), store.flushing());
        mark.move(target.position());
        return new DiskUpload(key, mark, known, store);
      }
    } catch (IOException failure) {
      store.folder().remove(key);
      throw failure instanceof NoSuchUploadException ? failure : store.headroom().explain(failure);
    }
  }

  private void copy(DiskUpload part, FileChannel target) throws IOException {
    long length = part.durable();
    try (FileChannel source = FileChannel.open(part.file(), StandardOpenOption.READ)) {
      long position = 0;
      while (position < length) {
        long piece = Math.min(PIECE, length - position);
        store.headroom().take(piece);
        long count = source.transferTo(position, piece, target);
        if (count == 0) {
          throw new EOFException("upload " + part.key() + " is shorter than its durable bytes");
        }
        position += count;
      }
    } catch (NoSuchFileException deletedMeanwhile) {
      throw new NoSuchUploadException(part.key());
    }
  }
}
