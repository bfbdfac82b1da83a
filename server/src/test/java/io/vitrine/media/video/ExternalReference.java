package io.vitrine.media.video;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a QuickTime film say that its bytes lie in another file: an alias in its data reference
 * (QuickTime File Format, "Data Reference Atoms").
 *
 * @param path of the other file
 */
record ExternalReference(String path) {
  private static final List<String> WAY = List.of("moov", "trak", "mdia", "minf", "dinf", "dref");
  private static final int ABSOLUTE_PATH = 2;
  private static final int END = 0xffff;

  /** A copy whose first track lies elsewhere; {@code moov} must come last. */
  byte[] in(byte[] film) {
    ByteBuffer bytes = ByteBuffer.wrap(film);
    int[] places = new int[WAY.size()];
    int from = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = find(bytes, from, WAY.get(i));
      from = places[i] + 8;
    }
    int reference = places[places.length - 1];
    int end = reference + bytes.getInt(reference);
    byte[] entries = references();
    int growth = 16 + entries.length - bytes.getInt(reference);
    for (int place : places) {
      bytes.putInt(place, bytes.getInt(place) + growth);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(film, 0, reference + 16);
    out.writeBytes(entries);
    out.write(film, end, film.length - end);
    return out.toByteArray();
  }

  private static int find(ByteBuffer bytes, int from, String type) {
    int at = from;
    byte[] wanted = type.getBytes(StandardCharsets.ISO_8859_1);
    byte[] found = new byte[wanted.length];
    for (bytes.get(at + 4, found); !Arrays.equals(found, wanted); bytes.get(at + 4, found)) {
      at += bytes.getInt(at);
    }
    return at;
  }

  private byte[] references() {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    int even = name.length + name.length % 2;
    ByteBuffer alias = ByteBuffer.allocate(12 + 150 + 4 + even + 4);
    alias.putInt(alias.capacity()).put("alis".getBytes(StandardCharsets.ISO_8859_1)).putInt(0);
    alias.position(12 + 150);
    alias.putShort((short) ABSOLUTE_PATH).putShort((short) name.length).put(name);
    alias.position(alias.capacity() - 4);
    alias.putShort((short) END).putShort((short) 0);
    return alias.array();
  }
}
