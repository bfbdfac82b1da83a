package io.vitrine.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The size of the primary picture of a HEIF or AVIF file: its {@code ispe} property, turned by its
 * {@code irot} (ISO/IEC 23008-12 section 6.5). EXIF does not turn it (annex A of that standard).
 */
final class HeifSize {
  private HeifSize() {}

  static PixelSize read(Content content) throws IOException {
    IsoBox meta =
        IsoBox.top(content, "meta")
            .orElseThrow(() -> new MalformedContent("no meta box"))
            .afterFlags();
    IsoBox properties = meta.child(content, "iprp");
    List<IsoBox> all = properties.child(content, "ipco").children(content);
    List<Integer> indexes =
        indexes(content, properties.child(content, "ipma"), primaryItem(content, meta));
    PixelSize size = null;
    boolean sideways = false;
    for (int index : indexes) {
      if (index < 1 || index > all.size()) {
        continue;
      }
      IsoBox property = all.get(index - 1);
      switch (property.type()) {
        case "ispe" ->
            size =
                Findings.size(content.be32(property.body() + 4), content.be32(property.body() + 8));
        case "irot" -> sideways = (content.u8(property.body()) & 1) == 1;
        default -> {}
      }
    }
    if (size == null) {
      throw new MalformedContent("no ispe property");
    }
    return sideways ? Findings.turned(size) : size;
  }

  private static long primaryItem(Content content, IsoBox meta) throws IOException {
    IsoBox primary = meta.child(content, "pitm");
    boolean wide = content.u8(primary.body()) > 0;
    return content.number(primary.body() + 4, wide ? 4 : 2, true);
  }

  private static List<Integer> indexes(Content content, IsoBox associations, long item)
      throws IOException {
    boolean wideItems = content.u8(associations.body()) > 0;
    boolean wideIndexes = (content.u8(associations.body() + 3) & 1) == 1;
    long entries = content.be32(associations.body() + 4);
    long at = associations.body() + 8;
    for (long i = 0; i < entries && at < associations.end(); i++) {
      long id = content.number(at, wideItems ? 4 : 2, true);
      at += wideItems ? 4 : 2;
      int count = content.u8(at++);
      if (id == item) {
        List<Integer> indexes = new ArrayList<>();
        for (int j = 0; j < count; j++) {
          long offset = at + (wideIndexes ? 2L * j : j);
          indexes.add(wideIndexes ? content.be16(offset) & 0x7fff : content.u8(offset) & 0x7f);
        }
        return indexes;
      }
      at += wideIndexes ? 2L * count : count;
    }
    throw new MalformedContent("no properties of the primary item");
  }
}
