package io.vitrine.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;

/** Sends opened bytes by blocking the (virtual) thread until the client has taken them. */
final class PayloadSender {
  private static final int PIECE = 64 * 1024;

  private final Content.Sink sink;
  private final EndPoint endPoint;
  private final ByteBufferPool pool;

  PayloadSender(Content.Sink sink, EndPoint endPoint, ByteBufferPool pool) {
    this.sink = sink;
    this.endPoint = endPoint;
    this.pool = pool;
  }

  /** Sends all and closes the source, also when the client goes away. */
  void send(Payload.Opened payload) throws IOException {
    try (Body.OpenSource source = payload.source()) {
      switch (source) {
        case Body.OpenSource.FileRegion region when endPoint instanceof SendfileEndPoint plain ->
            sendFile(region, payload.length(), plain);
        case Body.OpenSource.FileRegion region -> copy(region, payload.length());
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
        int read = region.channel().read(buffer, region.offset() + done);
        if (read < 0) {
          throw new IOException("the file became shorter while it was sent");
        }
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
        int read = stream.read(bytes, base, (int) Math.min(PIECE, length - done));
        if (read < 0) {
          throw new IOException("the stream ended before its told length");
        }
        done += read;
        Content.Sink.write(sink, done == length, ByteBuffer.wrap(bytes, base, read));
      }
    } finally {
      pooled.release();
    }
  }
}
