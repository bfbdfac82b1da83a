package io.vitrine.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends a body whose end nobody knows, each piece at once; cuts off a client that takes none. */
final class LiveSender {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Response sink;

  LiveSender(Response sink) {
    this.sink = sink;
  }

  /** Sends until the source ends. */
  void send(Body.LiveSource source) throws IOException, InterruptedException {
    source.writeTo(this::write);
    Content.Sink.write(sink, true, null);
  }

  private void write(byte[] piece) throws IOException, InterruptedException {
    Callback.Completable written = new Callback.Completable();
    sink.write(false, ByteBuffer.wrap(piece), written);
    try {
      written.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException gone) {
      throw new IOException("the client has gone", gone.getCause());
    } catch (TimeoutException slow) {
      throw new IOException("the client takes nothing", slow);
    }
  }
}
