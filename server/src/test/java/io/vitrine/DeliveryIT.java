package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The public URLs of files (contract: delivery.md sections 2, 4 and 7; H-numbers are its own). */
class DeliveryIT {
  private static final int SIZE = 200_000;
  private static final byte[] BYTES = Samples.pdf(SIZE);
  private static TestServer server;
  private static JsonNode file;
  private static String url;
  private static String tag;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    file = server.upload("report.pdf", "application/pdf", BYTES);
    url = url(file);
    tag = server.fetch(url).header("ETag").orElseThrow();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aGetTellsAllThatACacheAndABrowserNeed() { // H1, H17, H20, H21, H22
    Answer answer = server.fetch(url);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
    assertThat(answer.header("Content-Length")).contains(Integer.toString(SIZE));
    assertThat(answer.header("Content-Type")).contains("application/pdf");
    assertThat(answer.header("ETag").orElseThrow()).matches("\"[0-9a-f]{16,64}\"");
    assertThat(Samples.sha256(BYTES)).startsWith(tag.substring(1, tag.length() - 1));
    assertThat(answer.header("Last-Modified").orElseThrow()).endsWith(" GMT");
    assertThat(answer.header("Accept-Ranges")).contains("bytes");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Cache-Control")).contains("public, max-age=31536000, immutable");
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow())
        .contains("Content-Length", "Content-Range", "ETag", "Accept-Ranges", "Last-Modified");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).contains("cross-origin");
    assertThat(answer.header("Timing-Allow-Origin")).contains("*");
    assertThat(answer.header("X-Wix-Request-Id").orElseThrow()).isNotBlank();
    assertThat(answer.header("Content-Disposition")).isEmpty();
    assertThat(answer.header("Content-Encoding")).isEmpty();
  }

  @Test
  void aHeadTellsTheSameWithoutABodyAndPassesOverRanges() { // H2
    Answer get = server.fetch(url);
    Answer head =
        server.send(
            server.plain(url).header("Range", "bytes=0-9").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String header :
        List.of(
            "Content-Length",
            "Content-Type",
            "ETag",
            "Last-Modified",
            "Accept-Ranges",
            "Cache-Control",
            "X-Content-Type-Options")) {
      assertThat(head.header(header)).as(header).isEqualTo(get.header(header));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "\"other\", %s", "W/%s", "*", "W/\"x\" , W/%s"})
  void whoHasTheFileAlreadyIsToldSo(String form) { // H3
    Answer answer = fetch("If-None-Match", form.formatted(tag));

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("ETag")).contains(tag);
    assertThat(answer.header("Cache-Control")).contains("public, max-age=31536000, immutable");
    assertThat(answer.header("Content-Length").orElse("0")).isEqualTo("0");
  }

  @Test
  void datesAreComparedWhenNoTagIsGiven() { // H4
    String modified = server.fetch(url).header("Last-Modified").orElseThrow();
    String earlier = "Mon, 01 Jan 2024 00:00:00 GMT";

    assertThat(fetch("If-Modified-Since", modified).status()).isEqualTo(304);
    assertThat(fetch("If-Modified-Since", earlier).status()).isEqualTo(200);
    assertThat(fetch("If-Modified-Since", "nonsense").status()).isEqualTo(200);
    assertThat(fetch("If-Modified-Since", modified, "If-None-Match", "\"other\"").status())
        .isEqualTo(200);
  }

  @Test
  void preconditionsThatFailAreToldSo() { // H5
    assertThat(fetch("If-Match", "\"other\"").status()).isEqualTo(412);
    assertThat(fetch("If-Match", "W/" + tag).status()).isEqualTo(412);
    assertThat(fetch("If-Match", tag).status()).isEqualTo(200);
    assertThat(fetch("If-Match", "*").status()).isEqualTo(200);
    assertThat(fetch("If-Unmodified-Since", "Mon, 01 Jan 2024 00:00:00 GMT").status())
        .isEqualTo(412);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-499, 0, 500",
    "bytes=500-999, 500, 1000",
    "bytes=199999-, 199999, 200000",
    "bytes=150000-, 150000, 200000",
    "bytes=-500, 199500, 200000",
    "bytes=199990-999999, 199990, 200000",
    "bytes=-999999999, 0, 200000",
    "bytes=0-0, 0, 1",
    "BYTES=0-9, 0, 10",
    "bytes=100000-199999, 100000, 200000"
  })
  void aRangeIsSentAlone(String range, int from, int to) { // H6, H7
    Answer answer = fetch("Range", range);

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.header("Content-Range"))
        .contains("bytes %d-%d/%d".formatted(from, to - 1, SIZE));
    assertThat(answer.header("Content-Length")).contains(Integer.toString(to - from));
    assertThat(answer.header("ETag")).contains(tag);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=200000-", "bytes=-0", "bytes=200001-300000", "bytes=999999999999-"})
  void aRangeBehindTheEndCannotBeSatisfied(String range) { // H8
    Answer answer = fetch("Range", range);

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("Content-Range")).contains("bytes */" + SIZE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=",
        "bytes=a-b",
        "bytes=5-2",
        "items=0-5",
        "bytes 0-5",
        "bytes=--5",
        "bytes=5",
        "bytes=0-5-9",
        "bytes=99999999999999999999-1",
        "bytes=0-1,5-2"
      })
  void aRangeThatMakesNoSenseIsPassedOver(String range) { // H9
    Answer answer = fetch("Range", range);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
  }

  @Test
  void severalRangesAreSentInOneBody() { // H10
    Answer answer = fetch("Range", "bytes=0-0,-1");

    assertThat(answer.status()).isEqualTo(206);
    String type = answer.header("Content-Type").orElseThrow();
    assertThat(type).startsWith("multipart/byteranges; boundary=");
    String boundary = type.substring(type.indexOf('=') + 1);
    String head = "\r\nContent-Type: application/pdf\r\nContent-Range: bytes ";
    assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "--"
                + boundary
                + head
                + "0-0/200000\r\n\r\n"
                + text(0)
                + "\r\n--"
                + boundary
                + head
                + "199999-199999/200000\r\n\r\n"
                + text(SIZE - 1)
                + "\r\n--"
                + boundary
                + "--\r\n");
    assertThat(fetch("Range", "bytes=0-0,300000-").header("Content-Range"))
        .contains("bytes 0-0/200000");
    assertThat(fetch("Range", "bytes=200000-,300000-").status()).isEqualTo(416);
  }

  private static String text(int index) {
    return new String(BYTES, index, 1, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8,9-9,10-10,11-11,12-12,13-13,14-14,15-15,16-16",
        "bytes=0-,0-",
        "bytes=0-199999,5-5"
      })
  void rangesThatSaveNothingGetTheWholeFile(String range) { // H11
    Answer answer = fetch("Range", range);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
  }

  @Test
  void storedBytesAreSentAsTheyAreWhateverEncodingIsAccepted() { // H15
    Answer answer = fetch("Accept-Encoding", "gzip, br");

    assertThat(answer.header("Content-Encoding")).isEmpty();
    assertThat(answer.header("ETag")).contains(tag);
    assertThat(answer.body()).isEqualTo(BYTES);
  }

  @Test
  void aRangeCountsOnlyWhileTheFileIsTheSame() { // H12, H13
    assertThat(fetch("Range", "bytes=0-9", "If-Range", tag).status()).isEqualTo(206);
    assertThat(fetch("Range", "bytes=0-9", "If-Range", "\"other\"").status()).isEqualTo(200);
    assertThat(fetch("Range", "bytes=0-9", "If-Range", "W/" + tag).status()).isEqualTo(200);
    assertThat(fetch("Range", "bytes=0-9", "If-Range", "Mon, 01 Jan 2024 00:00:00 GMT").status())
        .isEqualTo(200);
    assertThat(fetch("Range", "bytes=0-9", "If-None-Match", tag).status()).isEqualTo(304);
  }

  @Test
  void onlyReadingIsOffered() {
    for (String method : List.of("PUT", "POST", "DELETE", "PATCH")) {
      Answer answer = server.send(server.plain(url).method(method, BodyPublishers.ofString("x")));
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("Allow").orElseThrow()).contains("GET", "HEAD", "OPTIONS");
    }
  }

  @Test
  void pagesOfOtherOriginsMayAskForRanges() { // H20
    Answer answer =
        server.send(
            server
                .plain(url)
                .header("Origin", "https://shop.test")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "range")
                .method("OPTIONS", BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.header("Access-Control-Allow-Headers").orElseThrow())
        .contains("Range", "If-Range", "If-None-Match", "If-Modified-Since");
    assertThat(answer.header("Access-Control-Max-Age")).contains("86400");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void aConnectionServesOneRequestAfterTheOther() throws Exception { // H16
    try (RawConnection connection = new RawConnection(server.address())) {
      for (String range : List.of("bytes=0-9", "bytes=10-19", "bytes=999999-", "bytes=20-29")) {
        connection.head("GET " + url.substring(server.address().length()), "Range: " + range);
        assertThat(connection.read().status()).isEqualTo(range.contains("9999") ? 416 : 206);
      }
    }
  }

  private static Answer fetch(String... headers) {
    return fetchFrom(url, headers);
  }

  private static Answer fetchFrom(String from, String... headers) {
    var request = server.plain(from).GET();
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String url(JsonNode descriptor) {
    return descriptor.path("url").stringValue();
  }
}
