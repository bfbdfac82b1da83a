package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class AccessLogTest {

  @ParameterizedTest
  @CsvSource({
    "/upload/abcdefghijklmnop?filename=a, /upload/abcdefgh…?filename=a",
    "/stream/abcdefghijklmnop/video/x, /stream/abcdefgh…/video/x",
    "/upload/tus/abcdefghijklmnop, /upload/tus/abcdefgh…",
    "/upload/tus/files/abcdefghijklmnop, /upload/tus/files/abcdefgh…",
    "/download/media/x?token=secret&a=b, /download/media/x?token=…&a=b",
    "/x?a=b&Token=secret, /x?a=b&Token=…",
    "/archive/0123456789abcdef0123456789abcdef, /archive/01234567…",
    "/media/x, /media/x",
  })
  void secretsAreCut(String target, String logged) {
    assertThat(AccessLog.withoutSecrets(target)).isEqualTo(logged);
  }

  @Test
  void everyRequestIsOneLineWithItsFacts() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.class);
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    lines.start();
    Routes routes = new Routes();
    routes
        .add("PUT", "/upload/{token}", request -> Response.json(request.body().forEach(b -> {})))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    try (TestServer server = new TestServer(routes);
        RawClient client = server.raw()) {
      client.send(
          "PUT /upload/secretsecret?token=t HTTP/1.1\r\nHost: x\r\nX-Request-ID: a\"b c\r\n"
              + "Content-Length: 3\r\n\r\nabc");
      String id = client.read().header("X-Wix-Request-Id").orElseThrow();
      await().until(() -> lines.list.size() == 1);
      assertThat(lines.list.getFirst().getKeyValuePairs())
          .extracting(pair -> pair.key + "=" + pair.value)
          .contains(
              "id=" + id,
              "method=PUT",
              "path=/upload/secretse…?token=…",
              "status=200",
              "in=3",
              "out=1",
              "remote=127.0.0.1",
              "callerId=a_b_c");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(AccessLog.withoutSecrets("/a\r\nb\u001b[0m\u2028"))
        .isEqualTo("/a\\u000d\\u000ab\\u001b[0m\\u2028");
  }

  @Test
  void longPathsAreCut() {
    assertThat(AccessLog.withoutSecrets("/" + "a".repeat(5000))).hasSize(1025).endsWith("…");
  }
}
