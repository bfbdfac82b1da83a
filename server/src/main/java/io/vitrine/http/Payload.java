package io.vitrine.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/** The body of an answer, opened: from here on nothing can fail but the sending. */
sealed interface Payload {
  /** Up to this, a file is read at once and sent with its head; the largest pooled buffer. */
  long LARGEST_READ = 64 * 1024;

  /**
   * The length in bytes, also of what {@code HEAD} does not send; -1 when there is no body or its
   * length is not known.
   */
  long length();

  /** The media type; null when there is no body. */
  String contentType();

  /** Nothing is sent. */
  record None(String contentType, long length) implements Payload {}

  /** Sent from memory. */
  record Memory(String contentType, ByteBuffer bytes, Runnable release) implements Payload {
    @Override
    public long length() {
      return bytes.remaining();
    }
  }

  /** Sent piece by piece. */
  record Opened(String contentType, long length, Body.OpenSource source) implements Payload {}

  /** Sent as it comes. */
  record Live(String contentType, Body.LiveSource source) implements Payload {
    @Override
    public long length() {
      return -1;
    }
  }

  /**
   * Opens a body.
   *
   * @param head whether only its description is wanted
   */
  static Payload open(Body body, boolean head, ByteBufferPool pool) throws IOException {
    return switch (body) {
      case Body.Empty() -> new None(null, -1);
      case Body.Json(Object value) -> memory(Json.MEDIA_TYPE, Json.write(value), head);
      case Body.Bytes(String contentType, byte[] bytes) -> memory(contentType, bytes, head);
      case Body.Live(String contentType, Body.LiveSource source) ->
          head ? new None(contentType, -1) : new Live(contentType, source);
      case Body.Stream(String contentType, long length, Body.Source source) ->
          head || length == 0
              ? new None(contentType, length)
              : opened(contentType, length, source.open(0, length), pool);
    };
  }

  private static Payload memory(String contentType, byte[] bytes, boolean head) {
    return head
        ? new None(contentType, bytes.length)
        : new Memory(contentType, ByteBuffer.wrap(bytes), () -> {});
  }

  private static Payload opened(
      String contentType, long length, Body.OpenSource source, ByteBufferPool pool)
      throws IOException {
    return switch (source) {
      case Body.OpenSource.Memory(ByteBuffer bytes) -> new Memory(contentType, bytes, () -> {});
      case Body.OpenSource.FileRegion region when length <= LARGEST_READ ->
          read(contentType, region, (int) length, pool);
      default -> new Opened(contentType, length, source);
    };
  }

  private static Payload read(
      String contentType, Body.OpenSource.FileRegion region, int length, ByteBufferPool pool)
      throws IOException {
    RetainableByteBuffer pooled = pool.acquire(length, true);
    boolean filled = false;
    try (region) {
      ByteBuffer buffer = pooled.getByteBuffer().clear().limit(length);
      while (buffer.hasRemaining()) {
        if (region.channel().read(buffer, region.offset() + buffer.position()) < 0) {
          throw new IOException("the file is shorter than the catalog says");
        }
      }
      filled = true;
      return new Memory(contentType, buffer.flip(), pooled::release);
    } finally {
      if (!filled) {
        pooled.release();
      }
    }
  }
}
