package io.vitrine.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. Runs on a virtual thread, which it may block, or on the thread that
 * reads connections when it {@linkplain #mayBlock does not}.
 */
final class Exchange implements Runnable {
  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final Map<String, HttpHeader> KNOWN =
      Arrays.stream(HttpHeader.values())
          .collect(Collectors.toUnmodifiableMap(HttpHeader::asString, Function.identity()));
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int NOT_MODIFIED = 304;
  private static final int INTERNAL_ERROR = 500;
  private static final int CLIENT_CLOSED_REQUEST = 499;

  private final JettyHandler.Parts parts;
  private final org.eclipse.jetty.server.Request jetty;
  private final org.eclipse.jetty.server.Response jettyResponse;
  private final Callback callback;
  private final String id;
  private final JettyBody body;
  private final JettyRequest request;
  private final Dispatcher.Destination destination;
  private final boolean mayBlock;
  private String pattern = RequestMetrics.NO_ROUTE;

  /**
   * @param onOwnThread whether it runs on a thread that may wait anyway
   */
  Exchange(
      JettyHandler.Parts parts,
      org.eclipse.jetty.server.Request jetty,
      org.eclipse.jetty.server.Response jettyResponse,
      Callback callback,
      boolean onOwnThread) {
    this.parts = parts;
    this.jetty = jetty;
    this.jettyResponse = jettyResponse;
    this.callback = callback;
    this.id = parts.ids().next();
    this.body = new JettyBody(jetty);
    this.request = new JettyRequest(jetty, id, body, parts.origins());
    this.destination = parts.dispatcher().find(request, jetty);
    this.mayBlock = onOwnThread || !body.isAtEnd() || !Dispatcher.isQuick(destination, request);
  }

  /**
   * Whether it needs a thread that may wait: for its handler, or for the rest of a body. Where it
   * does not, and then has to wait for the client while it sends, it takes such a thread by itself.
   */
  boolean mayBlock() {
    return mayBlock;
  }

  @Override
  public void run() {
    try {
      Dispatcher.Outcome outcome = parts.dispatcher().answer(destination, request);
      pattern = outcome.pattern();
      send(outcome);
    } catch (Throwable failure) {
      // Nothing may leave a request without its end: the connection would hang.
      failed(failure);
    }
  }

  private void send(Dispatcher.Outcome outcome) throws IOException, InterruptedException {
    Dispatcher.Outcome sent = outcome;
    Payload payload;
    try {
      payload = open(outcome.response());
    } catch (IOException | RuntimeException failure) {
      sent = outcome.with(parts.errors().answer(failure, id));
      payload = open(sent.response());
    }
    boolean settled = body.settle();
    head(sent, payload, settled);
    switch (payload) {
      case Payload.None _ when settled -> jettyResponse.write(true, null, new Sent(() -> {}));
      case Payload.Memory memory when settled ->
          jettyResponse.write(true, memory.bytes(), new Sent(memory.release()));
      case Payload.None _ -> {
        Content.Sink.write(jettyResponse, true, null);
        finish();
      }
      case Payload.Memory(String _, var bytes, Runnable release) -> {
        try {
          Content.Sink.write(jettyResponse, true, bytes);
        } finally {
          release.run();
        }
        finish();
      }
      case Payload.Opened opened when settled && sender().canBegin(opened) ->
          sender().begin(opened, Sent::new);
      case Payload.Opened opened when !mayBlock ->
          jetty.getComponents().getExecutor().execute(() -> sendAll(opened));
      case Payload.Opened opened -> {
        sender().send(opened);
        finish();
      }
      case Payload.Live(String _, Body.LiveSource source) -> {
        new LiveSender(jettyResponse).send(source);
        finish();
      }
    }
  }

  private void sendAll(Payload.Opened opened) {
    try {
      sender().send(opened);
      finish();
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  private PayloadSender sender() {
    return new PayloadSender(
        jettyResponse,
        jetty.getConnectionMetaData().getConnection().getEndPoint(),
        jetty.getComponents().getByteBufferPool());
  }

  private Payload open(Response response) throws IOException {
    return Payload.open(
        response.body(),
        jetty.getMethod().equals("HEAD"),
        jetty.getComponents().getByteBufferPool());
  }

  private void head(Dispatcher.Outcome outcome, Payload payload, boolean settled) {
    Response response = outcome.response();
    HttpFields.Mutable fields = jettyResponse.getHeaders();
    jettyResponse.setStatus(response.status());
    if (response.status() == NOT_MODIFIED) {
      jetty.addHttpStreamWrapper(WithoutLength::new);
    }
    fields.put(RequestIds.HEADER, id);
    fields.put(NO_SNIFFING);
    outcome.always().forEach(header -> fields.put(field(header)));
    response.headers().forEach(header -> fields.add(field(header)));
    if (payload.contentType() != null) {
      fields.put(HttpHeader.CONTENT_TYPE, payload.contentType());
    }
    if (payload.length() >= 0) {
      fields.put(HttpHeader.CONTENT_LENGTH, payload.length());
    }
    if (!settled && jetty.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
      fields.put(HttpFields.CONNECTION_CLOSE);
    }
  }

  /** With the known header told: Jetty by itself looks each up in a trie. */
  private static HttpField field(Header header) {
    return new HttpField(KNOWN.get(header.name()), header.name(), header.value());
  }

  private void finish() {
    body.linger();
    succeeded();
  }

  private void succeeded() {
    record(jettyResponse.getStatus());
    callback.succeeded();
  }

  private void failed(Throwable failure) {
    if (isOurFault(failure)) {
      LOG.atError().addKeyValue("id", id).setCause(failure).log("An answer broke off");
      record(INTERNAL_ERROR);
    } else {
      record(CLIENT_CLOSED_REQUEST);
    }
    callback.failed(new org.eclipse.jetty.server.Request.Handler.AbortException(failure));
  }

  /** All else is a client that has gone, which is told by an exception of the network's. */
  private static boolean isOurFault(Throwable failure) {
    return failure instanceof SourceException
        || ((failure instanceof RuntimeException || failure instanceof Error)
            && !(failure instanceof QuietException));
  }

  private void record(int status) {
    long nanoseconds = System.nanoTime() - jetty.getBeginNanoTime();
    long bytesOut = org.eclipse.jetty.server.Response.getContentBytesWritten(jettyResponse);
    parts
        .metrics()
        .count(jetty.getMethod(), pattern, status, nanoseconds, body.received(), bytesOut);
    parts
        .log()
        .write(
            new AccessLog.Line(
                id,
                jetty.getMethod(),
                jetty.getHttpURI().getPathQuery(),
                status,
                body.received(),
                bytesOut,
                nanoseconds / 1_000_000,
                JettyRequest.remoteAddress(jetty),
                jetty.getHeaders().get("X-Request-ID")));
  }

  /** Ends the request when the last byte is written; runs where Jetty's writing ended. */
  private final class Sent implements Callback {
    private final Runnable release;

    Sent(Runnable release) {
      this.release = release;
    }

    @Override
    public void succeeded() {
      release.run();
      Exchange.this.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      release.run();
      Exchange.this.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
