package io.vitrine.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;

/** From a request to an answer: limits, route, guard, filter, handler. */
final class Dispatcher {
  private static final int LONGEST_TARGET = 16 * 1024;
  private static final int LONGEST_HEADERS = 32 * 1024;
  private static final int FIELD_OVERHEAD = 4;

  private final Router router;
  private final ErrorAnswers errors;

  Dispatcher(Router router, ErrorAnswers errors) {
    this.router = router;
    this.errors = errors;
  }

  /**
   * An answer and what belongs to its route.
   *
   * @param pattern of the route that answered, or {@link RequestMetrics#NO_ROUTE}
   * @param always headers of every answer of the route, such as those for pages of other origins;
   *     also when sending fails
   */
  record Outcome(Response response, String pattern, List<Header> always) {

    /** Another answer in the same place. */
    Outcome with(Response other) {
      return new Outcome(other, pattern, always);
    }
  }

  /** Where a request leads. */
  sealed interface Destination {
    /** To what stands at its path. */
    record Found(Router.Place place) implements Destination {}

    /** To this answer, whatever routes there are. */
    record Settled(Response response, List<Header> always) implements Destination {}
  }

  /** Finds where the request leads; never throws. */
  Destination find(JettyRequest request, org.eclipse.jetty.server.Request jetty) {
    try {
      checkLimits(jetty);
      if ("*".equals(jetty.getHttpURI().getPath()) && request.method().equals("OPTIONS")) {
        return new Destination.Settled(Response.empty(204), List.of());
      }
      String path = Optional.ofNullable(request.rawPath()).orElse("");
      Router.Place place =
          router
              .find(path)
              .orElseThrow(
                  () -> new HttpProblem(404, "NOT_FOUND", "there is nothing at this path"));
      place.target(request.method()).ifPresent(found -> request.matched(found, place.parts()));
      return new Destination.Found(place);
    } catch (HttpProblem refused) {
      return new Destination.Settled(ErrorAnswers.of(refused), alwaysAt(request));
    }
  }

  /** What goes with every answer of a place, also when its request is refused for its form. */
  private List<Header> alwaysAt(JettyRequest request) {
    try {
      return router
          .find(Optional.ofNullable(request.rawPath()).orElse(""))
          .map(
              place ->
                  always(
                      place.targets().values().iterator().next().route(),
                      place.cors(request.method())))
          .orElse(List.of());
    } catch (HttpProblem noPath) {
      return List.of();
    }
  }

  /** Whether the answer waits for nothing; see {@link Routes.Declaration#quickWhen}. */
  static boolean isQuick(Destination destination, JettyRequest request) {
    return switch (destination) {
      case Destination.Found(Router.Place place) ->
          place
              .target(request.method())
              .filter(target -> target.route().quick().test(request))
              .isPresent();
      case Destination.Settled _ -> true;
    };
  }

  /** Answers; never throws. */
  Outcome answer(Destination destination, JettyRequest request) {
    return switch (destination) {
      case Destination.Found(Router.Place place) -> at(place, request);
      case Destination.Settled(Response response, List<Header> always) ->
          new Outcome(response, RequestMetrics.NO_ROUTE, always);
    };
  }

  private Outcome at(Router.Place place, JettyRequest request) {
    String method = request.method();
    Optional<Router.Target> target = place.target(method);
    if (target.isPresent()) {
      Routes.Route route = target.get().route();
      return new Outcome(run(route, request), route.pattern(), always(route, route.cors()));
    }
    Routes.Route neighbour = place.targets().values().iterator().next().route();
    if (method.equals("OPTIONS")) {
      String asked = request.header("Access-Control-Request-Method").orElse("");
      Optional<CorsPolicy> policy = place.cors(asked);
      return new Outcome(
          options(place, policy, !asked.isEmpty()), neighbour.pattern(), always(neighbour, policy));
    }
    HttpProblem refusal =
        new HttpProblem(
            405,
            "METHOD_NOT_ALLOWED",
            "this path does not have that method",
            Map.of(),
            List.of(new Header("Allow", place.allowed())));
    return new Outcome(
        ErrorAnswers.of(refusal), neighbour.pattern(), always(neighbour, place.cors(method)));
  }

  private Response run(Routes.Route route, JettyRequest request) {
    try {
      route.guard().admit(request);
      Response response = route.filter().around(request, behind -> handle(route.handler(), behind));
      return route.method().equals("OPTIONS") ? withPreflight(response, route, request) : response;
    } catch (Throwable failure) {
      return errors.answer(failure, request.id());
    }
  }

  private Response handle(Handler handler, Request request) {
    try {
      return handler.handle(request);
    } catch (Throwable failure) {
      return errors.answer(failure, request.id());
    }
  }

  private static Response options(
      Router.Place place, Optional<CorsPolicy> policy, boolean preflight) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Allow", place.allowed()));
    policy.filter(ignored -> preflight).map(Cors::preflight).ifPresent(headers::addAll);
    return new Response(204, headers, new Body.Empty());
  }

  /** A route that answers OPTIONS itself leaves what browsers ask for to the server. */
  private static Response withPreflight(
      Response response, Routes.Route route, JettyRequest request) {
    if (route.cors().isEmpty() || request.header("Access-Control-Request-Method").isEmpty()) {
      return response;
    }
    List<Header> headers = new ArrayList<>(response.headers());
    headers.addAll(Cors.preflight(route.cors().get()));
    return new Response(response.status(), headers, response.body());
  }

  private static List<Header> always(Routes.Route route, Optional<CorsPolicy> policy) {
    List<Header> headers = policy.map(Cors::headers).orElse(List.of());
    if (route.always().isEmpty()) {
      return headers;
    }
    List<Header> all = new ArrayList<>(headers);
    all.addAll(route.always());
    return all;
  }

  private static void checkLimits(org.eclipse.jetty.server.Request jetty) {
    if (jetty.getHttpURI().getPathQuery() != null
        && jetty.getHttpURI().getPathQuery().length() > LONGEST_TARGET) {
      throw new HttpProblem(414, "URI_TOO_LONG", "the request line is longer than 16 KiB");
    }
    int length = 0;
    for (HttpField field : jetty.getHeaders()) {
      String value = field.getValue();
      length += field.getName().length() + (value == null ? 0 : value.length()) + FIELD_OVERHEAD;
    }
    if (length > LONGEST_HEADERS) {
      throw new HttpProblem(
          431, "REQUEST_HEADER_FIELDS_TOO_LARGE", "the headers are longer than 32 KiB");
    }
  }
}
