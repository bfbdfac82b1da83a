package io.vitrine.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The body of an answer. */
public sealed interface Body {

  /** No body. */
  record Empty() implements Body {}

  /** Written as JSON. */
  record Json(Object value) implements Body {}

  /** A short text or other bytes that are already in memory. */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(String contentType, byte[] bytes) implements Body {}

  /**
   * A whole stored representation; ranges, conditional requests and HEAD are answered from it by
   * {@link Representations}.
   *
   * @param length bytes
   */
  record Stream(String contentType, long length, Source source) implements Body {}

  /**
   * Written piece by piece for as long as its source likes; neither length nor end are known. A
   * client that takes nothing for ten seconds is cut off.
   */
  record Live(String contentType, LiveSource source) implements Body {}

  /** Writes a live body; called on a thread that it may block. */
  @FunctionalInterface
  interface LiveSource {
    /** Returns when the body is at its end; what it throws breaks the answer off. */
    void writeTo(LiveSink sink) throws IOException, InterruptedException;
  }

  /** Sends pieces of a live body. */
  @FunctionalInterface
  interface LiveSink {
    /** Sends a piece at once and waits until the client has taken it. */
    void write(byte[] piece) throws IOException, InterruptedException;
  }

  /** Opens bytes of a representation when they are needed. */
  @FunctionalInterface
  interface Source {
    /** Opens {@code length} bytes beginning at {@code offset}. */
    OpenSource open(long offset, long length) throws IOException;
  }

  /** Sources that are opened one by one, each when the one before is sent and closed. */
  interface Sequence extends Closeable {
    /** Opens the next part; not called any more when the parts have the length that was told. */
    Part next() throws IOException;
  }

  /**
   * A part of a {@link Sequence}.
   *
   * @param length bytes
   */
  record Part(long length, OpenSource source) {}

  /** Opened bytes; closed when they are sent or the client has gone. */
  sealed interface OpenSource extends Closeable {

    /** Bytes of a local file, which the system sends without copying them where it can. */
    record FileRegion(FileChannel channel, long offset, long length, Closeable owner)
        implements OpenSource {
      @Override
      public void close() throws IOException {
        owner.close();
      }
    }

    /** Bytes that are there already. */
    record Memory(ByteBuffer bytes) implements OpenSource {
      @Override
      public void close() {}
    }

    /** Several sources, one after another. */
    record Parts(Sequence sequence) implements OpenSource {
      @Override
      public void close() throws IOException {
        sequence.close();
      }
    }

    /** Bytes of any origin. */
    record Piped(InputStream stream, Closeable owner) implements OpenSource {
      @Override
      public void close() throws IOException {
        owner.close();
      }
    }
  }
}
