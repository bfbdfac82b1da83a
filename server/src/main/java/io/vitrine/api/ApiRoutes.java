package io.vitrine.api;

import io.vitrine.access.Authenticator;
import io.vitrine.access.Permission;
import io.vitrine.http.Filter;
import io.vitrine.http.Guard;
import io.vitrine.http.Handler;
import io.vitrine.http.Routes;
import java.util.ArrayList;
import java.util.List;

/**
 * The methods of the API, each declared once with its permission and served under every prefix that
 * the official client uses (design decision 9; contract: files-api.md rule 1).
 */
public final class ApiRoutes {
  private static final List<String> PREFIXES =
      List.of(
          "/site-media/v1",
          "/wix-privatemedia-proxy-server/v1",
          "/_api/wix-privatemedia-proxy-server/v1");

  private final Authenticator authenticator;
  private final Idempotency idempotency;
  private final List<Method> methods = new ArrayList<>();

  /**
   * @param idempotency what becomes of repeated calls of methods that create something
   */
  public ApiRoutes(Authenticator authenticator, Idempotency idempotency) {
    this.authenticator = authenticator;
    this.idempotency = idempotency;
  }

  /** Adds a method that callers with this permission may call. */
  void add(String httpMethod, String path, Permission permission, Handler handler) {
    Guard guard = authenticator.require(permission);
    methods.add(new Method(httpMethod, path, guard, Filter.NONE, handler));
  }

  /**
   * Adds a method that creates something: calls of it may carry an {@code Idempotency-Key}, see
   * {@link Idempotency}. Its handler must not wait for anything but the catalog.
   */
  void addCreating(String httpMethod, String path, Permission permission, Handler handler) {
    Guard guard = authenticator.require(permission);
    Filter filter = idempotency.of(httpMethod + " " + path);
    methods.add(new Method(httpMethod, path, guard, filter, handler));
  }

  /** Declares the routes of all methods added. */
  public void declare(Routes routes) {
    for (String prefix : PREFIXES) {
      for (Method method : methods) {
        routes
            .add(method.httpMethod, prefix + method.path, method.handler)
            .within(method.filter)
            .guardedBy(method.guard);
      }
    }
  }

  private record Method(
      String httpMethod, String path, Guard guard, Filter filter, Handler handler) {}
}
