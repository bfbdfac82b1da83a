package io.vitrine.delivery.zip;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.TreeItem;
import io.vitrine.http.Body;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;

/** A zip of made-up files, put together as a test likes and written as the server sends it. */
final class MadeZip {
  static final Instant TIME = Instant.parse("2026-03-01T12:34:57Z");
  private static final String ZEROS = "f".repeat(32);

  private final ZipBuilder builder = new ZipBuilder();
  private final Map<String, byte[]> blobs = new HashMap<>();
  private int made;

  /** Adds a folder. */
  MadeZip folder(long number, long parent, String name) {
    builder.add(new TreeItem.SubFolder(number, parent, name, TIME));
    return this;
  }

  /** Adds a file of so many bytes, which differ from those of every other. */
  MadeZip file(long parent, String name, int size) {
    byte[] bytes = new byte[size];
    new Random(++made).nextBytes(bytes);
    return file(parent, name, bytes);
  }

  /** Adds a file with these bytes. */
  MadeZip file(long parent, String name, byte[] bytes) {
    String key = "%032x".formatted(blobs.size());
    blobs.put(key, bytes);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return add(parent, name, new BlobReference(key, bytes.length, key + key, crc.getValue()));
  }

  /** Adds a file of nothing but zeros, however many. */
  MadeZip zeros(long parent, String name, long size, long crc32) {
    return add(parent, name, new BlobReference(ZEROS, size, ZEROS + ZEROS, crc32));
  }

  private MadeZip add(long parent, String name, BlobReference blob) {
    builder.add(new TreeItem.PublicFile(parent, name, TIME, blob));
    return this;
  }

  static long crcOfZeros(long size) {
    CRC32 crc = new CRC32();
    byte[] zeros = new byte[1 << 20];
    for (long left = size; left > 0; left -= zeros.length) {
      crc.update(zeros, 0, (int) Math.min(zeros.length, left));
    }
    return crc.getValue();
  }

  ZipLayout layout() {
    return builder.build().orElseThrow();
  }

  /** The bytes of a range. */
  byte[] bytes(ZipLayout layout, long offset, long length) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Body.OpenSource.Parts parts =
        (Body.OpenSource.Parts) layout.open(offset, length, this::open)) {
      while (all.size() < length) {
        Body.Part part = parts.sequence().next();
        switch (part.source()) {
          case Body.OpenSource.Memory memory -> {
            byte[] bytes = new byte[memory.bytes().remaining()];
            memory.bytes().get(bytes);
            all.writeBytes(bytes);
          }
          case Body.OpenSource.Piped piped -> {
            byte[] bytes = new byte[Math.toIntExact(part.length())];
            piped.stream().readNBytes(bytes, 0, bytes.length);
            all.writeBytes(bytes);
          }
          default -> throw new IllegalStateException();
        }
      }
      return all.toByteArray();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Writes the whole; zeros become holes, which take no room. */
  void write(ZipLayout layout, Path file) throws IOException {
    try (FileChannel target =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Body.OpenSource.Parts parts =
            (Body.OpenSource.Parts) layout.open(0, layout.length(), this::open)) {
      for (long position = 0; position < layout.length(); ) {
        Body.Part part = parts.sequence().next();
        switch (part.source()) {
          case Body.OpenSource.Memory memory -> target.write(memory.bytes(), position);
          case Body.OpenSource.Piped piped ->
              target.write(ByteBuffer.wrap(piped.stream().readAllBytes()), position);
          default -> throw new IllegalStateException();
        }
        position += part.length();
      }
    }
  }

  private Body.OpenSource open(String key, long offset, long length) {
    byte[] bytes = blobs.get(key);
    InputStream stream =
        bytes == null
            ? InputStream.nullInputStream()
            : new ByteArrayInputStream(bytes, (int) offset, (int) length);
    return new Body.OpenSource.Piped(stream, stream);
  }
}
