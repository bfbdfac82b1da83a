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
 * A connection that sends buffers which are a mapped region of a file by {@code sendfile}, without
 * touching them. Jetty counts them, waits until the socket can take more and times out as with any
 * other buffer; only the bytes never pass through this process.
 */
final class SendfileEndPoint extends SocketChannelEndPoint {
  private volatile Region region;

  /**
   * A part of a file and where it is mapped.
   *
   * @param start where it begins in the file
   * @param address where it begins in memory
   */
  record Region(FileChannel file, long start, long address, long length) {}

  SendfileEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /** Tells which file the next buffers stand for; null when none. */
  void sends(Region next) {
    region = next;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    Region current = region;
    if (current == null) {
      return super.flush(buffers);
    }
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining() && !flush(buffer, current)) {
        return false;
      }
    }
    return true;
  }

  private boolean flush(ByteBuffer buffer, Region current) throws IOException {
    long offset =
        buffer.isDirect() ? MemorySegment.ofBuffer(buffer).address() - current.address() : -1;
    if (offset < 0 || offset >= current.length()) {
      return super.flush(buffer);
    }
    while (buffer.hasRemaining()) {
      long position = current.start() + offset;
      long sent = current.file().transferTo(position, buffer.remaining(), getChannel());
      if (sent <= 0) {
        if (position >= current.file().size()) {
          throw new EOFException("the file became shorter while it was sent");
        }
        return false;
      }
      offset += sent;
      buffer.position(buffer.position() + (int) sent);
      notIdle();
    }
    return true;
  }
}
