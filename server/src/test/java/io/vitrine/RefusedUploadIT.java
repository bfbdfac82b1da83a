package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import io.vitrine.access.Purpose;
import io.vitrine.access.Secrets;
import io.vitrine.access.Signer;
import io.vitrine.access.UploadTokens;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Uploads that must fail: each with its answer, and nothing of them remains (contract: uploads.md
 * sections 1.1 to 1.3).
 */
class RefusedUploadIT {
  private static final String SECRET = "a secret for these tests only".replace(' ', '-');
  private static final String PNG = "image/png";
  private static TestServer server;
  private long blobsBefore;
  private JsonNode filesBefore;

  @BeforeAll
  static void start() {
    server = TestServer.start(Optional.of(SECRET), OptionalLong.empty());
    server.upload("there-before.png", PNG, Samples.png(9, 9));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void look() {
    blobsBefore = server.storedBlobs();
    filesBefore = files();
  }

  @AfterEach
  void nothingRemains() {
    await().untilAsserted(() -> assertThat(server.storedBlobs()).isEqualTo(blobsBefore));
    assertThat(files()).isEqualTo(filesBefore);
  }

  private static Stream<Arguments> wrongBytes() {
    byte[] html = Samples.text("<!doctype html><html><script>alert(1)</script></html>");
    return Stream.of(
        Arguments.of("PDF for PNG", PNG, "a.png", PNG, Samples.pdf(5_000), "MISMATCH_MIME_TYPE"),
        Arguments.of(
            "PDF said to be PDF",
            PNG,
            "a.pdf",
            "application/pdf",
            Samples.pdf(500),
            "MISMATCH_MIME_TYPE"),
        Arguments.of(
            "PNG for PDF",
            "application/pdf",
            "a.pdf",
            "application/pdf",
            Samples.png(3, 3),
            "MISMATCH_MIME_TYPE"),
        Arguments.of(
            "noise for PNG", PNG, "a.png", PNG, Samples.noise(1, 2_000), "MISMATCH_MIME_TYPE"),
        Arguments.of(
            "HTML named JPEG",
            "image/jpeg",
            "a.jpg",
            "image/jpeg",
            html,
            "UNSUPPORTED_FILE_FORMAT"),
        Arguments.of(
            "HTML named text",
            "text/plain",
            "a.txt",
            "text/plain",
            html,
            "UNSUPPORTED_FILE_FORMAT"),
        Arguments.of(
            "HTML to be found out",
            "application/octet-stream",
            "a.html",
            "application/octet-stream",
            html,
            "UNSUPPORTED_FILE_FORMAT"),
        Arguments.of(
            "Windows program",
            "application/octet-stream",
            "a.txt",
            "application/octet-stream",
            concat(Samples.text("MZ"), new byte[200]),
            "UNSUPPORTED_FILE_FORMAT"),
        Arguments.of(
            "ELF program",
            "text/plain",
            "a.txt",
            "text/plain",
            concat(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, new byte[200]),
            "UNSUPPORTED_FILE_FORMAT"),
        Arguments.of(
            "SVG with a DTD",
            "image/svg+xml",
            "a.svg",
            "image/svg+xml",
            Samples.text(
                "<!DOCTYPE svg [<!ENTITY x \"y\">]>"
                    + "<svg xmlns=\"http://www.w3.org/2000/svg\">&x;</svg>"),
            "UNSUPPORTED_FILE_FORMAT"),
        Arguments.of(
            "extension that nobody knows",
            "application/octet-stream",
            "a.qqq",
            "application/octet-stream",
            Samples.noise(2, 100),
            "UNSUPPORTED_FILE_FORMAT"),
        Arguments.of("nothing", PNG, "a.png", PNG, new byte[0], "ZERO_FILE_SIZE"),
        Arguments.of(
            "name with a control character",
            PNG,
            "a\u0007b.png",
            PNG,
            Samples.png(3, 3),
            "INVALID_FILE_NAME"),
        Arguments.of(
            "name with NUL", PNG, "a\u0000.png", PNG, Samples.png(3, 3), "INVALID_FILE_NAME"),
        Arguments.of(
            "name that breaks a line",
            PNG,
            "a\r\nX: y.png",
            PNG,
            Samples.png(3, 3),
            "INVALID_FILE_NAME"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongBytes")
  void bytesOrNamesThatAreNotWanted(
      String what, String minted, String name, String contentType, byte[] bytes, String code) {
    Answer answer =
        server.put(
            server.uploadUrl(Map.of("mimeType", minted)),
            name,
            contentType,
            BodyPublishers.ofByteArray(bytes));

    assertRefused(answer, 400, code);
  }

  private static Stream<Arguments> digests() {
    return Stream.of(
        Arguments.of("Content-MD5", "%s", "MD5"),
        Arguments.of("Digest", "SHA-256=%s", "SHA-256"),
        Arguments.of("Digest", "md5=%s", "MD5"),
        Arguments.of("Content-Digest", "sha-256=:%s:", "SHA-256"),
        Arguments.of("Content-Digest", "unknown=:AAAA:, sha-512=:%s:", "SHA-512"),
        Arguments.of("Repr-Digest", "sha-512=:%s:", "SHA-512"));
  }

  @ParameterizedTest
  @MethodSource("digests")
  void aWrongChecksumIsToldAndTheRightOneIsTakenThen(String header, String form, String algorithm) {
    byte[] bytes = Samples.png(6, 6, 600);
    String url = server.uploadUrl(Map.of("mimeType", PNG));
    Answer wrong =
        putWith(url, bytes, header, form.formatted(Samples.base64(algorithm, new byte[] {1})));
    assertRefused(wrong, 400, "CHECKSUM_MISMATCH");
    assertThat(server.storedBlobs()).isEqualTo(blobsBefore);

    Answer right = putWith(url, bytes, header, form.formatted(Samples.base64(algorithm, bytes)));

    assertThat(right.status()).as(right.toString()).isEqualTo(200);
    deleteForGood(right.json().path("file"));
  }

  @Test
  void aSecondUploadToTheSameUrl() {
    String url = server.uploadUrl(Map.of("mimeType", PNG));
    Answer first = put(url, Samples.png(4, 4, 1));

    Answer second = put(url, Samples.png(4, 4, 2));

    assertThat(first.status()).isEqualTo(200);
    assertRefused(second, 409, "UPLOAD_ALREADY_COMPLETED");
    deleteForGood(first.json().path("file"));
  }

  @Test
  void ofManyUploadsToOneUrlExactlyOneIsTaken() throws Exception {
    String url = server.uploadUrl(Map.of("mimeType", PNG));
    List<Answer> answers =
        UploadDownloadIT.atOnce(
            IntStream.range(0, 8)
                .<Callable<Answer>>mapToObj(i -> () -> put(url, Samples.png(4, 4, 100 + i)))
                .toList());

    List<Answer> taken = answers.stream().filter(answer -> answer.status() == 200).toList();
    assertThat(taken).hasSize(1);
    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 409, 423);
    assertThat(files()).hasSize(filesBefore.size() + 1);
    deleteForGood(taken.getFirst().json().path("file"));
  }

  @Test
  void aNameThatIsNotUtf8() {
    String url = server.uploadUrl(Map.of("mimeType", PNG));

    Answer answer =
        server.send(
            server
                .plain(url + "?filename=%ff%fe.png")
                .header("Content-Type", PNG)
                .PUT(BodyPublishers.ofByteArray(Samples.png(3, 3))));

    assertRefused(answer, 400, "INVALID_FILE_NAME");
  }

  @Test
  void aBodyThatIsNotAsLongAsTheUrlIsFor() {
    byte[] bytes = Samples.png(20, 20);
    for (int difference : new int[] {-1, 1}) {
      String url =
          server.uploadUrl(
              Map.of("mimeType", PNG, "sizeInBytes", Integer.toString(bytes.length + difference)));
      assertRefused(put(url, bytes), 400, "SIZE_MISMATCH");
      Answer chunked =
          server.put(
              url,
              "a.png",
              PNG,
              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
      assertRefused(chunked, 400, "SIZE_MISMATCH");
    }
  }

  @Test
  void aBodyOfUntoldLengthIsRefusedWhenItGrowsOverTheLimit() {
    byte[] icon = concat(new byte[] {0, 0, 1, 0, 1, 0, 16, 16}, new byte[1_200_000]);

    Answer answer =
        server.put(
            server.uploadUrl(Map.of("mimeType", "image/x-icon")),
            "a.ico",
            "image/x-icon",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(icon)));

    assertRefused(answer, 413, "FILE_SIZE_OVER_LIMIT");
  }

  @Test
  void aTokenThatIsExpiredOrOurOwnNoMore() {
    InstantSource clock = InstantSource.system();
    UploadTokens tokens =
        new UploadTokens(new Signer(Secrets.parse(SECRET), clock), Purpose.UPLOAD, clock);
    String old = tokens.issue("0".repeat(32), Instant.now().minusSeconds(60));
    String never = tokens.issue("0".repeat(32), Instant.now().plusSeconds(60));
    String valid = path(server.uploadUrl(Map.of("mimeType", PNG)));
    String changed = valid.substring(0, valid.length() - 1) + (valid.endsWith("A") ? 'B' : 'A');

    assertRefused(
        put(server.address() + "/upload/" + old, Samples.png(2, 2)), 403, "UPLOAD_TOKEN_EXPIRED");
    assertRefused(
        put(server.address() + "/upload/" + never, Samples.png(2, 2)), 403, "UPLOAD_TOKEN_INVALID");
    assertRefused(put(server.address() + changed, Samples.png(2, 2)), 403, "UPLOAD_TOKEN_INVALID");
  }

  @Test
  void encodedBodiesOtherMethodsAndNoToken() {
    String url = server.uploadUrl(Map.of("mimeType", PNG));

    assertThat(putWith(url, Samples.png(2, 2), "Content-Encoding", "gzip").status()).isEqualTo(415);
    Answer get = server.fetch(url);
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("Allow").orElseThrow()).contains("PUT").contains("OPTIONS");
    assertThat(put(server.address() + "/upload/", Samples.png(2, 2)).status()).isEqualTo(404);
    assertThat(put(server.address() + "/upload", Samples.png(2, 2)).status()).isEqualTo(404);
  }

  @Test
  void pagesOfOtherOriginsMayUploadAndReadWhyTheyMayNot() {
    String url = server.uploadUrl(Map.of("mimeType", PNG));
    Answer preflight =
        server.send(
            server
                .plain(url)
                .header("Origin", "https://shop.test")
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    Answer refused =
        server.send(
            server
                .plain(server.address() + "/upload/forged")
                .header("Origin", "https://shop.test")
                .PUT(BodyPublishers.ofString("x")));

    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow()).contains("PUT");
    assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
        .contains("Content-Type", "Content-MD5", "Digest", "Content-Digest", "Repr-Digest");
    assertThat(preflight.header("Access-Control-Max-Age")).contains("86400");
    assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(refused.header("Access-Control-Expose-Headers").orElseThrow())
        .contains("X-Wix-Request-Id");
  }

  @ParameterizedTest
  @MethodSource("wrongMints")
  void urlsForFilesThatCanNeverBeTaken(Map<String, Object> body, String code) {
    assertRefused(server.post("/files/generate-upload-url", body), 400, code);
  }

  private static Stream<Arguments> wrongMints() {
    return Stream.of(
        Arguments.of(Map.of("mimeType", "text/html"), "UNSUPPORTED_FILE_FORMAT"),
        Arguments.of(Map.of("mimeType", "nonsense"), "UNSUPPORTED_FILE_FORMAT"),
        Arguments.of(Map.of("mimeType", PNG, "fileName", "a.pdf"), "MISMATCH_MIME_TYPE"),
        Arguments.of(Map.of("mimeType", PNG, "sizeInBytes", "0"), "ZERO_FILE_SIZE"),
        Arguments.of(Map.of("mimeType", PNG, "sizeInBytes", 0), "ZERO_FILE_SIZE"),
        Arguments.of(Map.of("mimeType", PNG, "sizeInBytes", "90000000"), "FILE_SIZE_OVER_LIMIT"),
        Arguments.of(
            Map.of("mimeType", PNG, "sizeInBytes", "9".repeat(30)), "FILE_SIZE_OVER_LIMIT"));
  }

  private static String path(String url) {
    return url.substring(server.address().length());
  }

  private static Answer put(String url, byte[] bytes) {
    return server.put(url, "a.png", PNG, BodyPublishers.ofByteArray(bytes));
  }

  private static Answer putWith(String url, byte[] bytes, String header, String value) {
    return server.send(
        server
            .plain(url + "?filename=a.png")
            .header("Content-Type", PNG)
            .header(header, value)
            .PUT(BodyPublishers.ofByteArray(bytes)));
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("X-Wix-Request-Id").orElseThrow()).isNotBlank();
  }

  private static JsonNode files() {
    return server.ask("/files/query", Map.of()).path("files");
  }

  private static void deleteForGood(JsonNode file) {
    server.ask(
        "/bulk/files/delete",
        Map.of("fileIds", new String[] {file.path("id").stringValue()}, "permanent", true));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    String joined =
        new String(first, StandardCharsets.ISO_8859_1)
            + new String(second, StandardCharsets.ISO_8859_1);
    return joined.getBytes(StandardCharsets.ISO_8859_1);
  }
}
