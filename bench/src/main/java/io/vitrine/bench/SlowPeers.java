package io.vitrine.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Uploads that hardly move: each has its own connection, sends its head at once and then 100 bytes
 * a second, or nothing at all. One thread drives all of them.
 */
final class SlowPeers implements AutoCloseable {
  /** Bytes that each moving upload sends in a second. */
  static final int RATE = 100;

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);
  private static final int CONNECTS_AT_ONCE = 200;
  private static final ByteBuffer PIECE =
      ByteBuffer.wrap("x".repeat(RATE).getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  private static final int ANSWER_START = 12;

  private final Selector selector;
  private final List<Peer> peers = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile int connected;
  private volatile IOException failure;

  private SlowPeers(Selector selector) {
    this.selector = selector;
    this.thread = Thread.ofPlatform().name("slow-peers").daemon().unstarted(this::run);
  }

  /**
   * What one peer sends.
   *
   * @param head of the request, up to and with the empty line; empty to send nothing ever
   * @param moves whether pieces of the body follow
   */
  record Sending(String what, String head, boolean moves) {

    /** Only a connection. */
    static Sending nothing() {
      return new Sending("silent connection", "", false);
    }

    /** An upload by this request. */
    static Sending upload(
        String what, String method, URI url, long length, List<String> headers, boolean moves) {
      StringBuilder head =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n",
                  method,
                  url.getRawPath(),
                  url.getAuthority(),
                  length));
      headers.forEach(header -> head.append(header).append("\r\n"));
      return new Sending(what, head.append("\r\n").toString(), moves);
    }
  }

  /** Connects all and begins to send; returns when every head is sent. */
  static SlowPeers start(InetSocketAddress server, List<Sending> all)
      throws IOException, InterruptedException {
    SlowPeers slow = new SlowPeers(Selector.open());
    all.forEach(sending -> slow.peers.add(new Peer(sending)));
    slow.thread.start();
    long end = System.nanoTime() + CONNECT_LIMIT.toNanos();
    int begun = 0;
    try {
      while (slow.connected < all.size()) {
        if (slow.failure != null || System.nanoTime() > end) {
          throw new IOException("the slow peers could not connect", slow.failure);
        }
        while (begun < all.size() && begun - slow.connected < CONNECTS_AT_ONCE) {
          slow.begin(slow.peers.get(begun++), server);
        }
        slow.selector.wakeup();
        Thread.sleep(1);
      }
      return slow;
    } catch (IOException | InterruptedException failed) {
      slow.close();
      throw failed;
    }
  }

  /** What happened, by kind, to peers that still had bytes to send and were answered or closed. */
  Map<String, Integer> ended() {
    Map<String, Integer> ended = new TreeMap<>();
    for (Peer peer : peers) {
      String end = peer.end;
      if (end != null && peer.sending.moves()) {
        ended.merge(peer.sending.what() + ": " + end, 1, Integer::sum);
      }
    }
    return ended;
  }

  /** Fails when the generator itself has failed. */
  void check() throws IOException {
    if (failure != null) {
      throw new IOException("the slow peers ended", failure);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Peer peer : peers) {
      peer.close();
    }
    selector.close();
  }

  private void begin(Peer peer, InetSocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open();
    peer.channel = channel;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean ready = channel.connect(server);
    int interest = ready ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    selector.wakeup();
    channel.register(selector, interest, peer);
  }

  private void run() {
    try {
      long tick = System.nanoTime();
      int next = 0;
      while (!closed) {
        selector.select(10);
        for (SelectionKey key : selector.selectedKeys()) {
          handle(key);
        }
        selector.selectedKeys().clear();
        // Spread over the second, so that the server sees a steady stream and not a burst.
        long now = System.nanoTime();
        long due = (now - tick) * peers.size() / 1_000_000_000L;
        for (long i = 0; i < due; i++) {
          peers.get(next).sendPiece();
          next = (next + 1) % peers.size();
        }
        tick += due * 1_000_000_000L / peers.size();
      }
    } catch (IOException failed) {
      failure = failed;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread only
  private void handle(SelectionKey key) throws IOException {
    Peer peer = (Peer) key.attachment();
    if (key.isConnectable()) {
      peer.channel.finishConnect();
      key.interestOps(SelectionKey.OP_WRITE);
    } else if (key.isWritable() && peer.sendHead()) {
      key.interestOps(SelectionKey.OP_READ);
      connected++;
    } else if (key.isReadable()) {
      peer.readEnd();
      key.cancel();
    }
  }

  private static final class Peer {
    private final Sending sending;
    private final ByteBuffer head;
    private SocketChannel channel;
    private boolean open;
    private volatile String end;

    Peer(Sending sending) {
      this.sending = sending;
      this.head = ByteBuffer.wrap(sending.head().getBytes(StandardCharsets.US_ASCII));
    }

    /** Answers whether all of it is sent. */
    boolean sendHead() throws IOException {
      channel.write(head);
      open = !head.hasRemaining();
      return open;
    }

    void sendPiece() {
      if (open && sending.moves() && end == null) {
        try {
          channel.write(PIECE.duplicate());
        } catch (IOException cut) {
          end = "cut off";
        }
      }
    }

    void readEnd() {
      ByteBuffer bytes = ByteBuffer.allocate(ANSWER_START);
      try {
        int read = channel.read(bytes);
        end =
            read < 0
                ? "closed"
                : "answered " + new String(bytes.array(), 0, read, StandardCharsets.US_ASCII);
      } catch (IOException cut) {
        end = "cut off";
      }
    }

    void close() throws IOException {
      if (channel != null) {
        channel.close();
      }
    }
  }
}
