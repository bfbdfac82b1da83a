package io.vitrine.http;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that sends a file by {@code sendfile} when it is handed a buffer of the {@link
 * FileWindow}. Jetty counts its bytes, waits until the socket can take more and times out as with
 * any other buffer; only the bytes never pass through this process.
 */
final class SendfileEndPoint extends SocketChannelEndPoint {
  private final FileWindow window;
  private volatile boolean sendsFiles;
  private volatile Region region;

  /** Whether the socket has just taken less than it was given, and so should be left alone. */
  private volatile boolean isFull;

  /**
   * A part of a file.
   *
   * @param start where in the file the window begins
   */
  private record Region(FileChannel file, long start) {}

  SendfileEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      FileWindow window) {
    super(channel, selector, key, scheduler);
    this.window = window;
  }

  /**
   * The buffer that now stands for this part of a file, until it is sent or another takes its
   * place.
   *
   * @param length at most {@link FileWindow#LENGTH}
   */
  ByteBuffer stand(FileChannel file, long start, long length) {
    region = new Region(file, start);
    sendsFiles = true;
    return window.buffer(length);
  }

  /** Lets go of the file. */
  void release() {
    region = null;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    if (!sendsFiles) {
      return super.flush(buffers);
    }
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining() && !flush(buffer)) {
        return false;
      }
    }
    return true;
  }

  private boolean flush(ByteBuffer buffer) throws IOException {
    long offset =
        buffer.isDirect() ? MemorySegment.ofBuffer(buffer).address() - window.address() : -1;
    if (offset < 0 || offset >= FileWindow.LENGTH) {
      return super.flush(buffer);
    }
    Region current = region;
    if (current == null) {
      // The sender gave up while this waited; the zeros in the window are nobody's bytes.
      throw new EOFException("the file was closed before it was sent");
    }
    if (isFull) {
      isFull = false;
      return false;
    }
    long position = current.start() + offset;
    long sent = current.file().transferTo(position, buffer.remaining(), getChannel());
    if (sent > 0) {
      buffer.position(buffer.position() + (int) sent);
      notIdle();
    } else if (position >= current.file().size()) {
      throw new SourceException("the file became shorter while it was sent");
    }
    // Jetty tries again at once whenever some bytes went; what is left would go in small pieces.
    isFull = sent > 0 && buffer.hasRemaining();
    return !buffer.hasRemaining();
  }
}
