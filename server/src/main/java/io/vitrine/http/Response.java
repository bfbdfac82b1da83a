package io.vitrine.http;

import java.util.ArrayList;
import java.util.List;

/** An answer, as a value: a handler makes it, the server sends it. */
public record Response(int status, List<Header> headers, Body body) {
  public Response {
    headers = List.copyOf(headers);
  }

  /** 200 with a JSON body, never cached (contract: errors.md section 5). */
  public static Response json(Object value) {
    return json(200, value);
  }

  /** A JSON body with this status, never cached. */
  public static Response json(int status, Object value) {
    return new Response(
        status, List.of(new Header("Cache-Control", "no-store")), new Body.Json(value));
  }

  /** An answer without a body. */
  public static Response empty(int status) {
    return new Response(status, List.of(), new Body.Empty());
  }

  /** The same answer with its JSON written already, so that it can be kept; others as they are. */
  public Response written() {
    return body instanceof Body.Json(Object value)
        ? new Response(status, headers, new Body.Bytes(Json.MEDIA_TYPE, Json.write(value)))
        : this;
  }

  /** The same answer with one more header. */
  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, more, body);
  }
}
