package io.vitrine.media.model;

import io.vitrine.media.FileBytes;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The chunks of a binary glTF file (glTF 2.0, section 4.4): its JSON and its numbers. */
final class GlbFile implements Closeable {
  /** Contract: processing.md section 6. */
  private static final int MAX_JSON = 16 << 20;

  private static final int HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int JSON = 0x4e4f534a;
  private static final int BINARY = 0x004e4942;

  private final FileBytes bytes;
  private final int jsonLength;
  private final long binaryStart;
  private final long binaryLength;

  private GlbFile(FileBytes bytes) throws IOException, ProcessingException {
    this.bytes = bytes;
    ByteBuffer head = little(0, HEADER + CHUNK_HEADER);
    long json = Integer.toUnsignedLong(head.getInt(HEADER));
    if (head.getInt(HEADER + 4) != JSON || json > MAX_JSON) {
      throw damaged("it does not begin with its JSON, at most 16 MiB");
    }
    jsonLength = (int) json;
    long next = HEADER + CHUNK_HEADER + json;
    binaryStart = next + CHUNK_HEADER;
    binaryLength = binaryStart <= bytes.size() ? binaryLength(little(next, CHUNK_HEADER)) : 0;
    if (next > bytes.size() || binaryLength > bytes.size() - binaryStart) {
      throw damaged("it ends early");
    }
  }

  private static long binaryLength(ByteBuffer chunk) {
    return chunk.getInt(4) == BINARY ? Integer.toUnsignedLong(chunk.getInt(0)) : 0;
  }

  /**
   * Opens a file.
   *
   * @throws ProcessingException when its chunks are not as they must be
   */
  static GlbFile open(Path file) throws IOException, ProcessingException {
    FileBytes bytes = FileBytes.open(file);
    try {
      return new GlbFile(bytes);
    } catch (IOException | ProcessingException failure) {
      bytes.close();
      throw failure;
    }
  }

  static ProcessingException damaged(String how) {
    return new ProcessingException(Code.FILE_CORRUPT, "the glTF model is damaged: " + how);
  }

  int jsonLength() {
    return jsonLength;
  }

  /** 16 MiB at most. */
  byte[] json() throws IOException {
    return bytes.read(HEADER + CHUNK_HEADER, jsonLength);
  }

  long binaryLength() {
    return binaryLength;
  }

  /**
   * Bytes of the binary chunk, little-endian.
   *
   * @throws ProcessingException when it has not so many
   */
  ByteBuffer binary(long offset, int length) throws IOException, ProcessingException {
    if (offset < 0 || length < 0 || offset > binaryLength - length) {
      throw damaged("numbers outside of the file");
    }
    return little(binaryStart + offset, length);
  }

  private ByteBuffer little(long offset, int length) throws IOException, ProcessingException {
    byte[] read = bytes.read(offset, length);
    if (read.length < length) {
      throw damaged("it ends early");
    }
    return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
