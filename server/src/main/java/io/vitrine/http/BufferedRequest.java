package io.vitrine.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A request whose body has been read into memory, so that it can be read again. */
public final class BufferedRequest implements Request {
  private final Request request;
  private final byte[] body;

  /**
   * @param body the whole body of the request
   */
  public BufferedRequest(Request request, byte[] body) {
    this.request = request;
    this.body = body.clone();
  }

  @Override
  public String id() {
    return request.id();
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String rawPath() {
    return request.rawPath();
  }

  @Override
  public String pathParameter(String name) {
    return request.pathParameter(name);
  }

  @Override
  public QueryParameters query() {
    return request.query();
  }

  @Override
  public Optional<String> header(String name) {
    return request.header(name);
  }

  @Override
  public List<String> headers(String name) {
    return request.headers(name);
  }

  @Override
  public long contentLength() {
    return body.length;
  }

  @Override
  public RequestBody body() {
    return new RequestBody() {
      @Override
      public long forEach(Consumer consumer) throws IOException {
        if (body.length > 0) {
          consumer.accept(ByteBuffer.wrap(body).asReadOnlyBuffer());
        }
        return body.length;
      }

      @Override
      public byte[] readAll(int limit) {
        if (body.length > limit) {
          throw JettyBody.tooLarge(limit);
        }
        return body.clone();
      }

      @Override
      public void cancel() {
        request.body().cancel();
      }
    };
  }

  @Override
  public String origin() {
    return request.origin();
  }

  @Override
  public String remoteAddress() {
    return request.remoteAddress();
  }

  @Override
  public <T> void put(Class<T> type, T value) {
    request.put(type, value);
  }

  @Override
  public <T> Optional<T> find(Class<T> type) {
    return request.find(type);
  }
}
