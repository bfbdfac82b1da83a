package io.vitrine.media.cmaf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box that lies in memory (ISO/IEC 14496-12 section 4.2).
 *
 * @param whole with its header
 */
record Box(String type, ByteBuffer whole) {
  static final int HEADER = 8;
  static final int FULL_HEADER = 12;
  private static final int MOST_CHILDREN = 256;

  /** The boxes that lie one after another. */
  static List<Box> in(ByteBuffer bytes) throws MalformedCmafException {
    List<Box> boxes = new ArrayList<>();
    for (int at = bytes.position(); at < bytes.limit(); ) {
      int left = bytes.limit() - at;
      // A size of 1 or 0 means more than 4 GB, or all that is left: neither can be in memory.
      int size = left < HEADER ? 0 : bytes.getInt(at);
      if (size < HEADER || size > left || boxes.size() == MOST_CHILDREN) {
        throw new MalformedCmafException("a box has a size that cannot be");
      }
      boxes.add(new Box(type(bytes, at + 4), bytes.slice(at, size)));
      at += size;
    }
    return boxes;
  }

  static String type(ByteBuffer bytes, int at) {
    byte[] type = new byte[4];
    bytes.get(at, type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  /** What is in it. */
  ByteBuffer body() {
    return whole.slice(HEADER, whole.limit() - HEADER);
  }

  /** What is in it behind version and flags; its position 0 is the first field. */
  ByteBuffer fields() throws MalformedCmafException {
    return from(FULL_HEADER);
  }

  /** What is in it from this offset of the whole on. */
  ByteBuffer from(int offset) throws MalformedCmafException {
    if (offset > whole.limit()) {
      throw new MalformedCmafException("the box " + type + " is too short");
    }
    return whole.slice(offset, whole.limit() - offset);
  }

  int version() throws MalformedCmafException {
    return Byte.toUnsignedInt(from(HEADER).get());
  }

  int flags() throws MalformedCmafException {
    return from(HEADER).getInt() & 0xffffff;
  }

  Optional<Box> find(String child) throws MalformedCmafException {
    return in(body()).stream().filter(box -> box.type.equals(child)).findFirst();
  }

  /** The only child of this type. */
  Box only(String child) throws MalformedCmafException {
    List<Box> found = in(body()).stream().filter(box -> box.type.equals(child)).toList();
    if (found.size() != 1) {
      throw new MalformedCmafException(type + " has " + found.size() + " boxes " + child);
    }
    return found.getFirst();
  }

  byte[] bytes() {
    byte[] bytes = new byte[whole.limit()];
    whole.get(0, bytes);
    return bytes;
  }
}
