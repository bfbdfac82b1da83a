package io.vitrine.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vitrine.http.Body;
import io.vitrine.http.Guard;
import io.vitrine.http.Header;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Health, metrics and the description of the API; public, because they hold nothing of a site. */
public final class OperatorPages {
  private static final List<Header> PAGE =
      List.of(
          new Header("Cache-Control", "no-cache"),
          new Header(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
                  + " form-action 'none'"),
          new Header("Referrer-Policy", "no-referrer"));
  private static final Map<String, String> PAGES =
      Map.of(
          "/docs", "docs.html",
          "/docs.css", "docs.css",
          "/docs.js", "docs.js");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  private final Health health;
  private final PrometheusMeterRegistry metrics;
  private final ApiDescription description = new ApiDescription();

  public OperatorPages(Health health, PrometheusMeterRegistry metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  /** Declares the routes. */
  public void declare(Routes routes) {
    routes.add("GET", "/health", this::health).guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes.add("GET", "/metrics", this::metrics).guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("GET", "/openapi.yaml", request -> page("application/yaml", description.yaml()))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("GET", "/openapi.json", request -> page("application/json", description.json()))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    PAGES.forEach(
        (path, resource) -> {
          Response page = page(resource);
          routes.add("GET", path, request -> page).guardedBy(Guard.URL_IS_THE_AUTHORITY);
        });
  }

  private Response health(Request request) {
    Health.Report report = health.report();
    return Response.json(
        report.isUp() ? 200 : 503,
        Map.of("status", report.isUp() ? "UP" : "DOWN", "parts", report.parts()));
  }

  private Response metrics(Request request) {
    return new Response(
        200,
        List.of(new Header("Cache-Control", "no-store")),
        new Body.Bytes(
            "text/plain; version=0.0.4; charset=utf-8",
            metrics.scrape().getBytes(StandardCharsets.UTF_8)));
  }

  private static Response page(String resource) {
    String type = TYPES.get(resource.substring(resource.indexOf('.') + 1));
    return page(type, read(resource));
  }

  private static Response page(String type, byte[] bytes) {
    return new Response(200, PAGE, new Body.Bytes(type, bytes));
  }

  private static byte[] read(String resource) {
    try (InputStream stream = OperatorPages.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException("the program's resource " + resource, failure);
    }
  }
}
