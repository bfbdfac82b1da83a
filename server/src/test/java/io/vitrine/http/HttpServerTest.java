package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
  private static final CorsPolicy CORS =
      new CorsPolicy(List.of("GET"), List.of("Range"), List.of("ETag"));
  private static TestServer server;

  @BeforeAll
  static void start() {
    Routes routes = new Routes();
    routes
        .add("GET", "/hello/{name}", request -> Response.json(hello(request)))
        .withCors(CORS)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("POST", "/echo", request -> Response.json(JsonBody.read(request)))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("GET", "/secret", request -> Response.empty(200))
        .guardedBy(
            request -> {
              throw new HttpProblem(
                  401,
                  "UNAUTHENTICATED",
                  "who are you?",
                  Map.of(),
                  List.of(new Header("WWW-Authenticate", "Bearer")));
            });
    routes
        .add(
            "GET",
            "/invalid",
            request -> {
              throw new ValidationProblem(
                  List.of(
                      new FieldViolation("a", "is too large", "MAX", Map.of("threshold", 100)),
                      new FieldViolation("b", "is missing", "REQUIRED_FIELD", Map.of())));
            })
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add(
            "GET",
            "/bug",
            request -> {
              throw new UnsupportedOperationException("path /etc/secret leaked");
            })
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add(
            "GET",
            "/conflict",
            request -> {
              throw new IllegalStateException("inner words");
            })
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("GET", "/origin", request -> Response.json(Map.of("origin", request.origin())))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    server = new TestServer(routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Object> hello(Request request) {
    return Map.of("hello", request.pathParameter("name"));
  }

  @Test
  void aJsonRouteAnswersWithTheHeadersOfEveryAnswer() throws Exception {
    HttpResponse<String> answer = server.get("/hello/w%C3%B6rld");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"hello\":\"wörld\"}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("X-Wix-Request-Id").orElseThrow())
        .matches("[0-9]{10}\\.[0-9a-f]{16}");
    assertThat(answer.headers().firstValue("Date")).isPresent();
    assertThat(answer.headers().firstValue("Content-Length")).isPresent();
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void headIsAnsweredByTheGetRouteWithoutABody() throws Exception {
    try (RawClient client = server.raw()) {
      client.send("HEAD /hello/a HTTP/1.1\r\nHost: x\r\n\r\n");
      RawClient.Answer head = client.readHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).contains("13");
      client.send("GET /hello/b HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.read().text()).isEqualTo("{\"hello\":\"b\"}");
    }
  }

  @Test
  void anUnknownPathAnswers404InTheFormOfOurErrors() throws Exception {
    HttpResponse<String> answer = server.get("/nothing");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body())
        .isEqualTo(
            "{\"message\":\"there is nothing at this path\",\"details\":{\"applicationError\":"
                + "{\"code\":\"NOT_FOUND\",\"description\":\"there is nothing at this path\","
                + "\"data\":{}}}}");
  }

  @Test
  void aWrongMethodAnswers405WithAllow() throws Exception {
    HttpResponse<String> answer =
        server.send(server.request("/hello/a").POST(BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    assertThat(answer.body()).contains("METHOD_NOT_ALLOWED");
  }

  @Test
  void aGuardsRefusalKeepsItsHeaders() throws Exception {
    HttpResponse<String> answer = server.get("/secret");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void aValidationErrorNamesAllViolations() throws Exception {
    HttpResponse<String> answer = server.get("/invalid");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"message\":\"INVALID_ARGUMENT: \\\"a\\\" is too large\",\"details\":"
                + "{\"validationError\":{\"fieldViolations\":[{\"field\":\"a\",\"description\":"
                + "\"is too large\",\"violatedRule\":\"MAX\",\"data\":{\"threshold\":100}},"
                + "{\"field\":\"b\",\"description\":\"is missing\",\"violatedRule\":"
                + "\"REQUIRED_FIELD\",\"data\":{}}]}}}");
  }

  @Test
  void whatNobodyForesawAnswers500WithoutTellingWhy() throws Exception {
    HttpResponse<String> answer = server.get("/bug");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("\"code\":\"INTERNAL\"").doesNotContain("secret");
  }

  @Test
  void theTranslatorAnswersTheFailuresItKnows() throws Exception {
    HttpResponse<String> answer = server.get("/conflict");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("ABORTED").doesNotContain("inner words");
  }

  @Test
  void aPreflightIsAnsweredFromThePolicy() throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/hello/a")
                .header("Origin", "https://a.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("GET");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).contains("Range");
    assertThat(answer.headers().firstValue("Access-Control-Max-Age")).contains("86400");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void answersAndErrorsOfAnOpenRouteAreReadableForOtherOriginsAndOthersAreNot() throws Exception {
    HttpResponse<String> open = server.get("/hello/a");
    assertThat(open.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(open.headers().firstValue("Access-Control-Expose-Headers")).contains("ETag");
    HttpResponse<String> error = server.send(server.request("/hello/a").DELETE());
    assertThat(error.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    HttpResponse<String> closed = server.get("/origin");
    assertThat(closed.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET /hello/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /hello/%c3%28 HTTP/1.1\r\nHost: x\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "GET /hello/a HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      })
  void brokenRequestsAnswer400InTheFormOfOurErrors(String request) throws Exception {
    try (RawClient client = server.raw()) {
      client.send(request);
      RawClient.Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).startsWith("{\"message\":\"").contains("INVALID_ARGUMENT");
      assertThat(answer.header("X-Wix-Request-Id")).isPresent();
      assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.header("Cache-Control")).contains("no-store");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hello/%2e%2e", "/hello/..", "/hello/a%2fb", "/hello/a%5cb", "/hello/a%00", "/hello/a;b",
        "/hello//", "//hello/a", "/hello/", "/hello/%0d%0a", "/hello/./a", "/hello/%C2%85"
      })
  void pathsThatCouldMeanSomethingElseReachNoRoute(String path) throws Exception {
    try (RawClient client = server.raw()) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
      RawClient.Answer answer = client.read();
      assertThat(answer.status()).isIn(400, 404);
      assertThat(answer.text()).containsAnyOf("NOT_FOUND", "INVALID_ARGUMENT");
    }
  }

  @Test
  void anEncodedPercentSignIsAPercentSign() throws Exception {
    assertThat(server.get("/hello/100%25").body()).isEqualTo("{\"hello\":\"100%\"}");
  }

  @Test
  void aRequestLineOrHeadersBeyondTheirLimitsAreRefused() throws Exception {
    for (int length : List.of(17 * 1024, 60 * 1024)) {
      try (RawClient client = server.raw()) {
        client.send("GET /hello/" + "a".repeat(length) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        RawClient.Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.text()).contains("URI_TOO_LONG");
      }
      try (RawClient client = server.raw()) {
        String header = "X-Long: " + "a".repeat(length + 16 * 1024) + "\r\n";
        client.send("GET /hello/a HTTP/1.1\r\nHost: x\r\n" + header + "\r\n");
        RawClient.Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.text()).contains("REQUEST_HEADER_FIELDS_TOO_LARGE");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "media.example, http://media.example",
    "Media.Example:8443, http://media.example:8443",
    "[::1]:80, http://[::1]",
  })
  void theOriginIsTheHostOfTheRequest(String host, String origin) throws Exception {
    try (RawClient client = server.raw()) {
      client.send("GET /origin HTTP/1.1\r\nHost: " + host + "\r\nX-Forwarded-Host: evil\r\n\r\n");
      assertThat(client.read().text()).isEqualTo("{\"origin\":\"" + origin + "\"}");
    }
  }

  @Test
  void requestsAreCountedByPatternAndNotByPath() throws Exception {
    server.get("/hello/counted");
    assertThat(
            server
                .metrics
                .get("http.server.requests")
                .tags("method", "GET", "route", "/hello/{name}", "status", "200")
                .timer()
                .count())
        .isPositive();
  }

  @Test
  void aPortInUseIsToldInWordsForAnOperator() {
    HttpConfig config =
        new HttpConfig("127.0.0.1", server.port(), new HttpConfig.Tls.Off(), Optional.empty());
    try (HttpServer second =
        new HttpServer(config, List.of(), failure -> Optional.empty(), new SimpleMeterRegistry())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(ListenException.class)
          .hasMessage("the port " + server.port() + " of 127.0.0.1 is in use");
    }
  }

  @Test
  void aRouteWithoutAGuardKeepsTheServerFromStarting() {
    Routes routes = new Routes();
    routes.add("GET", "/open", request -> Response.empty(200));
    assertThatThrownBy(() -> new TestServer(routes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("GET /open");
  }
}
