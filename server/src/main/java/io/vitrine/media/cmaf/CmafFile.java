package io.vitrine.media.cmaf;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads a fragmented MP4 with one track from its beginning to its end, one fragment at a time.
 * Whatever is not of that form is refused: an encoder made it of bytes that nobody trusts. For one
 * thread.
 */
final class CmafFile implements Closeable {
  private static final int LARGEST_HEADER = 1 << 20;
  private static final int LARGEST_FRAGMENT_HEADER = 4 << 20;
  private static final int WIDE_HEADER = 16;

  private final FileChannel channel;
  private final long size;
  private final CmafHeader header;
  private final FragmentReader fragments;
  private long position;

  private CmafFile(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
    this.header = readHeader();
    this.fragments = new FragmentReader(header);
  }

  /**
   * Opens a file and reads what stands in front of the fragments.
   *
   * @throws MalformedCmafException when it is of another form
   */
  static CmafFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new CmafFile(channel);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  CmafHeader header() {
    return header;
  }

  /**
   * The next fragment; empty at the end of the file.
   *
   * @throws MalformedCmafException when the file is cut off or of another form
   */
  Optional<CmafFragment> next() throws IOException {
    Optional<Place> found = find("moof");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Place moof = found.get();
    Place mdat =
        place(moof.end()).orElseThrow(() -> new MalformedCmafException("samples are missing"));
    if (!mdat.type().equals("mdat")) {
      throw new MalformedCmafException("a fragment without its samples");
    }
    position = mdat.end();
    long payload = mdat.length() - mdat.header();
    if (payload > Integer.MAX_VALUE) {
      throw new MalformedCmafException("a fragment of " + payload + " bytes");
    }
    return Optional.of(
        fragments.read(box(moof, LARGEST_FRAGMENT_HEADER), moof.offset(), mdat.header(), payload));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private CmafHeader readHeader() throws IOException {
    Place moov = find("moov").orElseThrow(() -> new MalformedCmafException("there is no moov"));
    return CmafHeader.of(box(moov, LARGEST_HEADER), moov.end());
  }

  /** Where a box lies in the file. */
  private record Place(String type, long offset, int header, long length) {
    long end() {
      return offset + length;
    }
  }

  /** Goes behind the next box of this type. */
  private Optional<Place> find(String type) throws IOException {
    while (true) {
      Optional<Place> place = place(position);
      if (place.isEmpty()) {
        return place;
      }
      position = place.get().end();
      if (place.get().type().equals(type)) {
        return place;
      }
      if (place.get().type().equals("mdat")) {
        throw new MalformedCmafException("samples without a fragment");
      }
    }
  }

  private Optional<Place> place(long offset) throws IOException {
    if (offset == size) {
      return Optional.empty();
    }
    ByteBuffer start = read(offset, (int) Math.min(WIDE_HEADER, size - offset));
    if (start.limit() < Box.HEADER) {
      throw new MalformedCmafException("the file is cut off");
    }
    long length = Integer.toUnsignedLong(start.getInt(0));
    int ownHeader = Box.HEADER;
    if (length == 1 && start.limit() == WIDE_HEADER) {
      length = start.getLong(Box.HEADER);
      ownHeader = WIDE_HEADER;
    }
    if (length < ownHeader || length > size - offset) {
      throw new MalformedCmafException("the file is cut off");
    }
    return Optional.of(new Place(Box.type(start, 4), offset, ownHeader, length));
  }

  private Box box(Place place, int largest) throws IOException {
    if (place.length() > largest || place.header() != Box.HEADER) {
      throw new MalformedCmafException("a box " + place.type() + " that is too large");
    }
    return new Box(place.type(), read(place.offset(), (int) place.length()));
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new MalformedCmafException("the file is cut off");
      }
    }
    return bytes.flip();
  }
}
