package io.vitrine.delivery.zip;

import io.vitrine.http.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntToLongFunction;

/** Walks through a range of a zip, part by part. */
final class ZipParts implements Body.Sequence {
  private static final int MOST_OF_THE_DIRECTORY = 32 * 1024;

  private final ZipLayout layout;
  private final EntryTable entries;
  private final ZipLayout.Files files;
  private final long end;
  private long position;
  private int entry;

  ZipParts(ZipLayout layout, ZipLayout.Files files, long offset, long length) {
    this.layout = layout;
    this.entries = layout.entries();
    this.files = files;
    this.position = offset;
    this.end = offset + length;
    if (offset < layout.directoryAt()) {
      this.entry = last(entries::localAt, offset);
    } else if (offset < layout.endAt()) {
      this.entry = last(entries::centralAt, offset - layout.directoryAt());
    }
  }

  @Override
  public Body.Part next() throws IOException {
    Body.Part part;
    if (position < layout.directoryAt()) {
      part = ofEntry();
    } else if (position < layout.endAt()) {
      part = ofDirectory();
    } else {
      part = memory(layout.end(), layout.endAt());
    }
    position += part.length();
    return part;
  }

  /** Nothing is open between two parts. */
  @Override
  public void close() {}

  private Body.Part ofEntry() throws IOException {
    while (entry + 1 < entries.size() && entries.localAt(entry + 1) <= position) {
      entry++;
    }
    Entry current = entries.get(entry);
    long localAt = entries.localAt(entry);
    long bytesAt = localAt + ZipRecords.localLength(current.path().length, current.size());
    if (position < bytesAt) {
      Body.Part header = memory(ZipRecords.local(current), localAt);
      if (position + header.length() == layout.directoryAt()) {
        // The last entry is empty; the directory is walked from its beginning.
        entry = 0;
      }
      return header;
    }
    long offset = position - bytesAt;
    long length = Math.min(current.size() - offset, end - position);
    Body.OpenSource source = files.open(current.blobKey(), offset, length);
    if (position + length == layout.directoryAt()) {
      entry = 0;
    }
    return new Body.Part(length, source);
  }

  private Body.Part ofDirectory() {
    ByteBuffer rows = ByteBuffer.allocate(2 * MOST_OF_THE_DIRECTORY);
    long rowsAt = layout.directoryAt() + entries.centralAt(entry);
    while (entry < entries.size()
        && rows.position() < MOST_OF_THE_DIRECTORY
        && rowsAt + rows.position() < end) {
      rows.put(ZipRecords.central(entries.get(entry), entries.localAt(entry)));
      entry++;
    }
    return memory(rows.flip(), rowsAt);
  }

  /** What of these bytes, which begin at this offset of the zip, lies in the rest of the range. */
  private Body.Part memory(ByteBuffer bytes, long at) {
    int from = (int) (position - at);
    int length = (int) Math.min(bytes.limit() - from, end - position);
    return new Body.Part(length, new Body.OpenSource.Memory(bytes.slice(from, length)));
  }

  /** The last entry that begins at this offset or in front of it. */
  private int last(IntToLongFunction begin, long offset) {
    int low = 0;
    int high = entries.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (begin.applyAsLong(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
