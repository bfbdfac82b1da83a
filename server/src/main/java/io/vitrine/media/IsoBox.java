package io.vitrine.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box of the ISO base media file format (ISO/IEC 14496-12 section 4.2).
 *
 * @param body offset of its first byte after the header
 * @param end offset after its last byte
 */
record IsoBox(String type, long body, long end) {
  private static final int MAX_CHILDREN = 4096;

  /** The boxes between two offsets. A box that ends beyond them is cut: the file may be short. */
  static List<IsoBox> between(Content content, long start, long end) throws IOException {
    List<IsoBox> boxes = new ArrayList<>();
    long at = start;
    while (at <= end - 8 && boxes.size() < MAX_CHILDREN) {
      long size = content.be32(at);
      long body = at + 8;
      if (size == 1) {
        size = content.number(at + 8, 8, true);
        body = at + 16;
      } else if (size == 0) {
        size = end - at;
      }
      if (size < body - at) {
        throw new MalformedContent("a box smaller than its header");
      }
      long boxEnd = size > end - at ? end : at + size;
      boxes.add(new IsoBox(content.text(at + 4, 4), body, boxEnd));
      at = boxEnd;
    }
    return boxes;
  }

  List<IsoBox> children(Content content) throws IOException {
    return between(content, body, end);
  }

  /** The first box of the type among them. */
  static Optional<IsoBox> first(List<IsoBox> boxes, String type) {
    return boxes.stream().filter(box -> box.type.equals(type)).findFirst();
  }

  /** The first child of the type. */
  IsoBox child(Content content, String childType) throws IOException {
    return first(children(content), childType)
        .orElseThrow(() -> new MalformedContent("no box " + childType));
  }

  /** The same box after the version and flags of a full box. */
  IsoBox afterFlags() {
    return new IsoBox(type, Math.min(body + 4, end), end);
  }
}
