package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On which threads requests are answered: only what waits for nothing may hold up the others. */
class HttpThreadsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    Routes routes = new Routes();
    for (String method : new String[] {"GET", "PUT"}) {
      routes
          .add(method, "/thread/{kind}", request -> Response.json(thread(request)))
          .quickWhen(HttpThreadsTest::isQuick)
          .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    }
    server = new TestServer(routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aQuickRequestIsAnsweredByTheThreadThatReadsConnections() throws Exception {
    assertThat(server.get("/thread/quick").body())
        .isEqualTo("{\"isVirtual\":false,\"found\":true}");
  }

  @Test
  void anotherOfTheSameRouteHasAThreadOfItsOwn() throws Exception {
    assertThat(server.get("/thread/slow").body()).contains("\"isVirtual\":true");
  }

  @Test
  void aBodyMayHaveToBeWaitedFor() throws Exception {
    HttpRequest.Builder put = server.request("/thread/quick").PUT(BodyPublishers.ofString("bytes"));

    assertThat(server.send(put).body()).contains("\"isVirtual\":true");
  }

  private static boolean isQuick(Request request) {
    boolean quick = request.pathParameter("kind").equals("quick");
    if (quick) {
      request.put(String.class, "found");
    }
    return quick;
  }

  private static Map<String, Object> thread(Request request) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("isVirtual", Thread.currentThread().isVirtual());
    told.put("found", request.find(String.class).isPresent());
    return told;
  }
}
