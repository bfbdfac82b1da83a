package io.vitrine.http;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpURI;

/** A request as Jetty parsed it. */
final class JettyRequest implements Request {
  private final org.eclipse.jetty.server.Request jetty;
  private final String id;
  private final JettyBody body;
  private final Origins origins;
  private final Map<Class<?>, Object> kept = new HashMap<>(2);
  private Router.Target target;
  private List<String> pathParts = List.of();
  private FormQuery query;

  /** Where the server is reached when a request does not tell. */
  record Origins(Optional<String> publicUrl, String listening) {}

  JettyRequest(org.eclipse.jetty.server.Request jetty, String id, JettyBody body, Origins origins) {
    this.jetty = jetty;
    this.id = id;
    this.body = body;
    this.origins = origins;
  }

  /** Tells which route answers, so that its parameters can be asked for. */
  void matched(Router.Target found, List<String> parts) {
    target = found;
    pathParts = parts;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String method() {
    return jetty.getMethod();
  }

  @Override
  public String rawPath() {
    return jetty.getHttpURI().getPath();
  }

  @Override
  public String pathParameter(String name) {
    String value = target == null ? null : target.value(name, pathParts);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter " + name);
    }
    return value;
  }

  @Override
  public QueryParameters query() {
    if (query == null) {
      query = FormQuery.parse(jetty.getHttpURI().getQuery());
    }
    return query;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(jetty.getHeaders().get(name)).map(String::strip);
  }

  @Override
  public List<String> headers(String name) {
    return jetty.getHeaders().getValuesList(name);
  }

  @Override
  public long contentLength() {
    return jetty.getLength();
  }

  @Override
  public RequestBody body() {
    return body;
  }

  @Override
  public String origin() {
    if (origins.publicUrl().isPresent()) {
      return origins.publicUrl().get();
    }
    HttpURI uri = jetty.getHttpURI();
    return Origin.of(jetty.isSecure() ? "https" : "http", uri.getAuthority(), origins.listening());
  }

  @Override
  public String remoteAddress() {
    return remoteAddress(jetty);
  }

  static String remoteAddress(org.eclipse.jetty.server.Request jetty) {
    return jetty.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
            && peer.getAddress() != null
        ? peer.getAddress().getHostAddress()
        : "";
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
