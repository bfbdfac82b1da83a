package io.vitrine.access;

import io.vitrine.http.QueryParameters;
import io.vitrine.http.Request;
import io.vitrine.http.RequestBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request as a value: what its sender wrote, and nothing of a server. */
final class SentRequest implements Request {
  private final Map<String, List<String>> headers = new HashMap<>();
  private final Map<Class<?>, Object> kept = new HashMap<>();
  private byte[] body = {};
  private String remoteAddress = "192.0.2.1";

  SentRequest with(String name, String value) {
    headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>()).add(value);
    return this;
  }

  SentRequest json(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    return with("Content-Type", "application/json");
  }

  SentRequest from(String address) {
    remoteAddress = address;
    return this;
  }

  @Override
  public String id() {
    return "1.test";
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String rawPath() {
    return "/";
  }

  @Override
  public String pathParameter(String name) {
    throw new IllegalArgumentException(name);
  }

  @Override
  public QueryParameters query() {
    return new QueryParameters() {
      @Override
      public Optional<String> first(String name) {
        return Optional.empty();
      }

      @Override
      public List<String> all(String name) {
        return List.of();
      }

      @Override
      public Set<String> names() {
        return Set.of();
      }
    };
  }

  @Override
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  @Override
  public List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  @Override
  public long contentLength() {
    return body.length;
  }

  @Override
  public RequestBody body() {
    return new RequestBody() {
      @Override
      public void cancel() {
        throw new UnsupportedOperationException("nobody cancels this body");
      }

      @Override
      public long forEach(Consumer consumer) throws IOException {
        consumer.accept(ByteBuffer.wrap(body));
        return body.length;
      }

      @Override
      public byte[] readAll(int limit) {
        return body;
      }
    };
  }

  @Override
  public String origin() {
    return "http://localhost:8080";
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public <T> void put(Class<T> type, T value) {
    kept.put(type, value);
  }

  @Override
  public <T> Optional<T> find(Class<T> type) {
    return Optional.ofNullable(kept.get(type)).map(type::cast);
  }
}
