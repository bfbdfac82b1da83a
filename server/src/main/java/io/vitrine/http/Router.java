package io.vitrine.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the route of a path: a tree of path parts in which a fixed part wins over {@code {name}},
 * and that over {@code {name*}}, and which is searched further when the first leads nowhere.
 */
final class Router {
  private final Node root = new Node();

  /**
   * @throws IllegalArgumentException when two routes have the same method and meaning
   */
  Router(List<Routes.Route> routes) {
    routes.forEach(this::add);
  }

  /** What stands at a path. */
  record Place(Map<String, Target> targets, List<String> parts) {

    /** The route for a method; {@code GET} routes answer {@code HEAD} too. */
    Optional<Target> target(String method) {
      Target exact = targets.get(method);
      return Optional.ofNullable(
          exact == null && method.equals("HEAD") ? targets.get("GET") : exact);
    }

    /** The value of the header {@code Allow}. */
    String allowed() {
      TreeSet<String> methods = new TreeSet<>(targets.keySet());
      methods.add("OPTIONS");
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      return String.join(", ", methods);
    }

    /** The rules for pages of other origins: those of the method, else of any route here. */
    Optional<CorsPolicy> cors(String method) {
      return target(method)
          .flatMap(target -> target.route().cors())
          .or(
              () ->
                  targets.values().stream()
                      .flatMap(target -> target.route().cors().stream())
                      .findFirst());
    }
  }

  /**
   * A route and where its parameters stand.
   *
   * @param parameters the part's number by the parameter's name
   * @param rest the parameter that stands for all parts from its number on; empty for none
   */
  record Target(Routes.Route route, Map<String, Integer> parameters, Optional<String> rest) {

    /** The decoded value of a parameter; null when the route has none of this name. */
    String value(String parameter, List<String> parts) {
      Integer index = parameters.get(parameter);
      if (index == null) {
        return null;
      }
      return rest.filter(parameter::equals).isPresent()
          ? String.join("/", parts.subList(index, parts.size()))
          : parts.get(index);
    }
  }

  /**
   * What stands at a path; empty when nothing does.
   *
   * @throws HttpProblem when the path is one that no route may see
   */
  Optional<Place> find(String rawPath) {
    List<String> parts = PathParts.of(rawPath);
    return Optional.ofNullable(find(root, parts, 0)).map(node -> new Place(node.targets, parts));
  }

  private static Node find(Node node, List<String> parts, int depth) {
    if (depth == parts.size()) {
      return node.targets.isEmpty() ? null : node;
    }
    String part = parts.get(depth);
    Node fixed = node.fixed.get(part);
    Node found = fixed == null ? null : find(fixed, parts, depth + 1);
    if (found == null && node.any != null && !part.isEmpty()) {
      found = find(node.any, parts, depth + 1);
    }
    return found == null && !part.isEmpty() ? node.rest : found;
  }

  private void add(Routes.Route route) {
    if (!route.pattern().startsWith("/")) {
      throw new IllegalArgumentException("a pattern begins with a slash: " + route.pattern());
    }
    Map<String, Integer> parameters = new HashMap<>();
    Optional<String> rest = Optional.empty();
    Node node = root;
    List<String> parts = new ArrayList<>(List.of(route.pattern().substring(1).split("/", -1)));
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("{") && part.endsWith("}")) {
        boolean takesRest = part.endsWith("*}") && i == parts.size() - 1;
        String name = part.substring(1, part.length() - (takesRest ? 2 : 1));
        if (parameters.put(name, i) != null) {
          throw new IllegalArgumentException("a parameter stands twice in " + route.pattern());
        }
        if (takesRest) {
          rest = Optional.of(name);
          node.rest = node.rest == null ? new Node() : node.rest;
          node = node.rest;
        } else {
          node.any = node.any == null ? new Node() : node.any;
          node = node.any;
        }
      } else {
        node = node.fixed.computeIfAbsent(part, ignored -> new Node());
      }
    }
    Target target = new Target(route, Map.copyOf(parameters), rest);
    if (node.targets.putIfAbsent(route.method(), target) != null) {
      throw new IllegalArgumentException(
          "two routes for " + route.method() + " " + route.pattern());
    }
  }

  private static final class Node {
    private final Map<String, Node> fixed = new HashMap<>();
    private final Map<String, Target> targets = new TreeMap<>();
    private Node any;
    private Node rest;
  }
}
