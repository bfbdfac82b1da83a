package io.vitrine.http;

import java.util.List;
import java.util.Optional;

/** One HTTP request, parsed as far as every route needs it. Used by one thread. */
public interface Request {

  /** The ID under which the request is logged and answered (contract: errors.md section 5). */
  String id();

  /** The method, upper case. */
  String method();

  /** The path as sent, still percent-encoded, without the query. */
  String rawPath();

  /**
   * The decoded value of a {@code {name}} part of the route's pattern.
   *
   * @throws IllegalArgumentException when the pattern has no such part
   */
  String pathParameter(String name);

  /** The decoded query. */
  QueryParameters query();

  /** The first value of a header, trimmed; empty when it was not sent. */
  Optional<String> header(String name);

  /** All values of a header, in order. */
  List<String> headers(String name);

  /** The told length of the body in bytes, or -1 when the request does not tell. */
  long contentLength();

  /** The body; it can be read once. */
  RequestBody body();

  /** Scheme, host and port under which the client reached us, such as {@code http://a:8080}. */
  String origin();

  /** The address of the other side, for logs. */
  String remoteAddress();

  /** Keeps a value of this request for later readers, one per type; guards leave the caller so. */
  <T> void put(Class<T> type, T value);

  /** The value kept under this type. */
  <T> Optional<T> find(Class<T> type);

  /**
   * The value kept under this type.
   *
   * @throws IllegalStateException when there is none
   */
  default <T> T get(Class<T> type) {
    return find(type)
        .orElseThrow(
            () -> new IllegalStateException("the request holds no " + type.getSimpleName()));
  }
}
