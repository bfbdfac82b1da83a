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
  private static final int MAX_TOP = 64;
  private static final int MAX_CHILDREN = 4096;

  /**
   * The first box of the type at the top of the file. It ends the reading, for a film in fragments
   * has thousands of boxes after the one that tells what it is.
   */
  static Optional<IsoBox> top(Content content, String type) throws IOException {
    long at = 0;
    for (int i = 0; i < MAX_TOP && at <= content.size() - 8; i++) {
      IsoBox box = at(content, at, content.size());
      if (box.type.equals(type)) {
        return Optional.of(box);
      }
      at = box.end;
    }
    return Optional.empty();
  }

  List<IsoBox> children(Content content) throws IOException {
    List<IsoBox> boxes = new ArrayList<>();
    long at = body;
    while (at <= end - 8 && boxes.size() < MAX_CHILDREN) {
      IsoBox box = at(content, at, end);
      boxes.add(box);
      at = box.end;
    }
    return boxes;
  }

  /** A box that ends beyond the limit is cut: the file may be short. */
  private static IsoBox at(Content content, long start, long limit) throws IOException {
    long size = content.be32(start);
    long body = start + 8;
    if (size == 1) {
      size = content.number(start + 8, 8, true);
      body = start + 16;
    } else if (size == 0) {
      size = limit - start;
    }
    if (size < body - start) {
      throw new MalformedContent("a box smaller than its header");
    }
    return new IsoBox(
        content.text(start + 4, 4), body, size > limit - start ? limit : start + size);
  }

  /** The first child of the type. */
  IsoBox child(Content content, String childType) throws IOException {
    return children(content).stream()
        .filter(box -> box.type.equals(childType))
        .findFirst()
        .orElseThrow(() -> new MalformedContent("no box " + childType));
  }

  /** The same box after the version and flags of a full box. */
  IsoBox afterFlags() {
    return new IsoBox(type, Math.min(body + 4, end), end);
  }
}
