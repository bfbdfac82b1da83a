package io.vitrine.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The list of all routes, filled by each room at start. A pattern is a path whose parts may be
 * {@code {name}}, which stands for exactly one part; fixed parts win over such. The last part may
 * be {@code {name*}}, which stands for one part or more. Routes with the same pattern and other
 * methods stand side by side; the rest answers 405 with {@code Allow}.
 */
public final class Routes {
  private final List<Declaration> declarations = new ArrayList<>();

  /** Declares a route; it still needs a guard. */
  public Declaration add(String method, String pattern, Handler handler) {
    Declaration declaration = new Declaration(method, pattern, handler);
    declarations.add(declaration);
    return declaration;
  }

  /**
   * The declared routes.
   *
   * @throws IllegalStateException naming every route that declares no guard, so that the server
   *     does not start
   */
  public List<Route> checked() {
    List<String> unguarded =
        declarations.stream()
            .filter(declaration -> declaration.guard.isEmpty())
            .map(declaration -> declaration.method + " " + declaration.pattern)
            .toList();
    if (!unguarded.isEmpty()) {
      throw new IllegalStateException(
          "These routes declare no permission: " + String.join(", ", unguarded));
    }
    return declarations.stream().map(Declaration::route).toList();
  }

  /**
   * A route as the server runs it. A {@code GET} route answers {@code HEAD} too.
   *
   * @param cors empty when pages of other origins get nothing
   * @param always headers of every answer, errors too
   * @param quick when the handler waits for nothing
   * @param filter what stands around the handler
   */
  public record Route(
      String method,
      String pattern,
      Guard guard,
      Optional<CorsPolicy> cors,
      List<Header> always,
      Predicate<Request> quick,
      Filter filter,
      Handler handler) {

    public Route {
      always = List.copyOf(always);
    }
  }

  /** A route that may still lack its guard. */
  public static final class Declaration {
    private final String method;
    private final String pattern;
    private final Handler handler;
    private Optional<Guard> guard = Optional.empty();
    private Optional<CorsPolicy> cors = Optional.empty();
    private List<Header> always = List.of();
    private Predicate<Request> quick = request -> false;
    private Filter filter = Filter.NONE;

    private Declaration(String method, String pattern, Handler handler) {
      this.method = method;
      this.pattern = pattern;
      this.handler = handler;
    }

    /** Opens the route to pages of other origins. */
    public Declaration withCors(CorsPolicy policy) {
      cors = Optional.of(policy);
      return this;
    }

    /** Has every answer of the route carry these headers, errors of the server too. */
    public Declaration alwaysWith(Header... headers) {
      always = List.of(headers);
      return this;
    }

    /**
     * Says for which requests the handler surely waits for nothing: no disk that is slow, no lock,
     * no catalog. Such a request without a body is answered by the thread that reads all
     * connections, at half the cost of a thread of its own; whatever made it wait would hold up
     * every other request.
     *
     * @param condition asked before the guard; may see the path and the headers, and keep what it
     *     found
     */
    public Declaration quickWhen(Predicate<Request> condition) {
      quick = condition;
      return this;
    }

    /** Puts a filter around the handler. */
    public Declaration within(Filter around) {
      filter = around;
      return this;
    }

    /** Declares who may call the route. */
    public void guardedBy(Guard who) {
      guard = Optional.of(who);
    }

    private Route route() {
      return new Route(method, pattern, guard.orElseThrow(), cors, always, quick, filter, handler);
    }
  }
}
