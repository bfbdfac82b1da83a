package io.vitrine.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Function;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends opened bytes: a file that the system can send by itself without a thread, all else with.
 */
final class PayloadSender {
  private static final Logger LOG = LoggerFactory.getLogger(PayloadSender.class);
  private static final int PIECE = 64 * 1024;

  private final Response sink;
  private final EndPoint endPoint;
  private final ByteBufferPool pool;

  PayloadSender(Response sink, EndPoint endPoint, ByteBufferPool pool) {
    this.sink = sink;
    this.endPoint = endPoint;
    this.pool = pool;
  }

  /**
   * Whether {@link #begin} can send it: a file over plain HTTP/1.1 that one buffer can stand for.
   */
  boolean canBegin(Payload.Opened payload) {
    return endPoint instanceof SendfileEndPoint
        && payload.source() instanceof Body.OpenSource.FileRegion
        && payload.length() <= FileWindow.LENGTH;
  }

  /**
   * Begins to send a file and returns; the selector goes on whenever the client can take more.
   *
   * @param sent gets what to do first when all is sent or the client has gone, and is called then
   */
  void begin(Payload.Opened payload, Function<Runnable, Callback> sent) {
    if (endPoint instanceof SendfileEndPoint plain
        && payload.source() instanceof Body.OpenSource.FileRegion region) {
      ByteBuffer whole = plain.stand(region.channel(), region.offset(), payload.length());
      sink.write(
          true,
          whole,
          sent.apply(
              () -> {
                plain.release();
                close(region);
              }));
    } else {
      throw new IllegalArgumentException("only a file can be sent without a thread");
    }
  }

  private static void close(Body.OpenSource source) {
    try {
      source.close();
    } catch (IOException failure) {
      LOG.warn("A file that was sent could not be closed", failure);
    }
  }

  /**
   * Sends all and closes the source, also when the client goes away. Blocks the (virtual) thread
   * until the client has taken all.
   */
  void send(Payload.Opened payload) throws IOException {
    try (Body.OpenSource source = payload.source()) {
      switch (source) {
        case Body.OpenSource.FileRegion region when endPoint instanceof SendfileEndPoint plain ->
            sendFile(region, payload.length(), plain);
        case Body.OpenSource.FileRegion region -> copy(region, payload.length());
        case Body.OpenSource.Memory(ByteBuffer bytes) -> Content.Sink.write(sink, true, bytes);
        case Body.OpenSource.Parts(Body.Sequence parts) ->
            new PartsSender(sink, endPoint, pool).send(parts, payload.length());
        case Body.OpenSource.Piped piped -> copy(piped.stream(), payload.length());
      }
    }
  }

  private void sendFile(Body.OpenSource.FileRegion region, long length, SendfileEndPoint plain)
      throws IOException {
    try {
      for (long done = 0; done < length; ) {
        long size = Math.min(FileWindow.LENGTH, length - done);
        ByteBuffer piece = plain.stand(region.channel(), region.offset() + done, size);
        done += size;
        Content.Sink.write(sink, done == length, piece);
      }
    } finally {
      plain.release();
    }
  }

  private void copy(Body.OpenSource.FileRegion region, long length) throws IOException {
    RetainableByteBuffer pooled = pool.acquire(PIECE, true);
    try {
      for (long done = 0; done < length; ) {
        ByteBuffer buffer = pooled.getByteBuffer().clear();
        buffer.limit((int) Math.min(PIECE, length - done));
        int read = read(region.channel(), buffer, region.offset() + done);
        done += read;
        Content.Sink.write(sink, done == length, buffer.flip());
      }
    } finally {
      pooled.release();
    }
  }

  private void copy(InputStream stream, long length) throws IOException {
    RetainableByteBuffer pooled = pool.acquire(PIECE, false);
    try {
      byte[] bytes = pooled.getByteBuffer().array();
      int base = pooled.getByteBuffer().arrayOffset();
      for (long done = 0; done < length; ) {
        int read = read(stream, bytes, base, (int) Math.min(PIECE, length - done));
        done += read;
        Content.Sink.write(sink, done == length, ByteBuffer.wrap(bytes, base, read));
      }
    } finally {
      pooled.release();
    }
  }

  /**
   * Reads some bytes, at least one.
   *
   * @throws SourceException when that fails or there are none
   */
  static int read(FileChannel file, ByteBuffer buffer, long position) throws SourceException {
    int read;
    try {
      read = file.read(buffer, position);
    } catch (IOException failure) {
      throw new SourceException(failure);
    }
    if (read < 0) {
      throw new SourceException("the file became shorter while it was sent");
    }
    return read;
  }

  /**
   * Reads some bytes, at least one.
   *
   * @throws SourceException when that fails or there are none
   */
  static int read(InputStream stream, byte[] bytes, int at, int most) throws SourceException {
    int read;
    try {
      read = stream.read(bytes, at, most);
    } catch (IOException failure) {
      throw new SourceException(failure);
    }
    if (read < 0) {
      throw new SourceException("the stream ended before its told length");
    }
    return read;
  }
}
