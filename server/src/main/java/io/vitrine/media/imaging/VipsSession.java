package io.vitrine.media.imaging;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The objects of one picture: each that is made belongs to the session and is given back when it
 * closes. Of use to one thread.
 */
final class VipsSession implements AutoCloseable {
  private final Libvips vips;
  private final Deque<MemorySegment> owned = new ArrayDeque<>();

  VipsSession(Libvips vips) {
    this.vips = vips;
  }

  /** An operation by its name, such as {@code resize}. */
  VipsOperation operation(String name) {
    return new VipsOperation(this, own(vips.newOperation(name)));
  }

  /** A square matrix of numbers, row by row. */
  VipsImage matrix(double... rows) {
    return image(vips.matrix(rows));
  }

  /** Bytes to be loaded; they must outlive the session. */
  MemorySegment source(MemorySegment bytes) {
    return own(vips.source(bytes));
  }

  Libvips vips() {
    return vips;
  }

  VipsImage image(MemorySegment newReference) {
    return new VipsImage(this, own(newReference));
  }

  private MemorySegment own(MemorySegment object) {
    owned.push(object);
    return object;
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      vips.objects().unref(owned.pop());
    }
  }
}
