package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import io.vitrine.access.DownloadGrant;
import io.vitrine.access.DownloadGrants;
import io.vitrine.access.Secrets;
import io.vitrine.access.Signer;
import io.vitrine.access.UrlLife;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Signed, expiring download URLs (contract: delivery.md section 5). */
class SignedDownloadIT {
  private static final String SECRET = "another-secret-for-these-tests";
  private static final byte[] BYTES = Samples.pdf(150_000);

  private static TestServer server;
  private static JsonNode hidden;

  @BeforeAll
  static void start() {
    server = TestServer.start(Optional.of(SECRET), OptionalLong.empty());
    hidden = server.upload("report.pdf", "application/pdf", BYTES, Map.of("private", true));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aPrivateFileIsReadByItsSignedUrl() {
    Answer answer = server.fetch(downloadUrl(hidden, Map.of()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
    assertThat(answer.header("Content-Type")).contains("application/pdf");
    assertThat(answer.header("Content-Disposition"))
        .contains("attachment; filename=\"report.pdf\"");
    assertThat(answer.header("Cache-Control")).contains("private, max-age=3600");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void theSameCallGivesTheSameUrlForAWhile() {
    // Two windows may meet between two calls, never between all three.
    List<String> urls =
        Stream.generate(() -> downloadUrl(hidden, Map.of("expirationInMinutes", 600)))
            .limit(3)
            .toList();

    assertThat(urls.get(1)).isIn(urls.get(0), urls.get(2));
    assertThat(downloadUrl(hidden, Map.of("downloadFileName", "b.pdf"))).isNotIn(urls);
  }

  @Test
  void theUrlOfAShortLifeIsCachedNoLongerThanItLives() {
    Answer answer = server.fetch(downloadUrl(hidden, Map.of("expirationInMinutes", 1)));

    String caching = answer.header("Cache-Control").orElseThrow();
    assertThat(caching).startsWith("private, max-age=");
    assertThat(Integer.parseInt(caching.substring(caching.indexOf('=') + 1))).isBetween(1, 67);
  }

  @Test
  void headRangesAndConditionsWorkAsOnPublicUrls() {
    String url = downloadUrl(hidden, Map.of());
    Answer head = server.send(server.plain(url).method("HEAD", BodyPublishers.noBody()));
    Answer range = server.send(server.plain(url).header("Range", "bytes=100-199").GET());
    String tag = head.header("ETag").orElseThrow();
    Answer known = server.send(server.plain(url).header("If-None-Match", tag).GET());

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).contains(Integer.toString(BYTES.length));
    assertThat(head.header("Content-Disposition").orElseThrow()).startsWith("attachment");
    assertThat(range.status()).isEqualTo(206);
    assertThat(range.body()).isEqualTo(Arrays.copyOfRange(BYTES, 100, 200));
    assertThat(known.status()).isEqualTo(304);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameBecomesAHeaderThatEveryBrowserReadsAlike(String name, String header) {
    Answer answer = server.fetch(downloadUrl(hidden, Map.of("downloadFileName", name)));

    assertThat(answer.header("Content-Disposition")).contains(header);
  }

  private static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("report.pdf", "attachment; filename=\"report.pdf\""),
        Arguments.of(
            "\u00e9t\u00e9 \"1\".pdf",
            "attachment; filename=\"_t_ _1_.pdf\";"
                + " filename*=UTF-8''%C3%A9t%C3%A9%20%221%22.pdf"),
        Arguments.of("../../x\r\n.html", "attachment; filename=\"x.html\""),
        Arguments.of("a\u202Egnp.exe", "attachment; filename=\"agnp.exe\""));
  }

  @Test
  void withoutAnAskedNameTheFilesOwnIsUsed() {
    JsonNode file = server.upload("Übersicht.pdf", "application/pdf", Samples.pdf(600));

    assertThat(server.fetch(downloadUrl(file, Map.of())).header("Content-Disposition"))
        .contains("attachment; filename=\"_bersicht.pdf\"; filename*=UTF-8''%C3%9Cbersicht.pdf");
  }

  @ParameterizedTest
  @CsvSource({
    "a.png, image/png, inline",
    "a.pdf, application/pdf, inline",
    "a.txt, text/plain, inline",
    "a.svg, image/svg+xml, attachment",
    "a.zip, application/zip, attachment",
    "a.csv, text/csv, attachment"
  })
  void onlyWhatCannotRunIsShownInline(String name, String mimeType, String disposition) {
    byte[] bytes =
        switch (mimeType) {
          case "image/png" -> Samples.png(3, 3);
          case "application/pdf" -> Samples.pdf(400);
          case "image/svg+xml" -> Samples.svg(3, 3);
          case "application/zip" -> Samples.zip();
          default -> Samples.text("1,2\n");
        };
    JsonNode file = server.upload(name, mimeType, bytes);

    Answer answer = server.fetch(downloadUrl(file, Map.of("contentDisposition", "INLINE")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Disposition"))
        .contains(disposition + "; filename=\"" + name + "\"");
  }

  @Test
  void anExpiredUrlLeadsToWhereItsMakerWantedAndNowhereElse() {
    String target = "https://shop.test/expired?from=report";

    Answer answer = server.fetch(expired(Optional.of(target)));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).contains(target);
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  @Test
  void anExpiredUrlWithoutATargetSaysSoToPeopleAndPrograms() {
    String url = expired(Optional.empty());

    Answer program = server.fetch(url);
    Answer person =
        server.send(
            server.plain(url).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8").GET());

    assertThat(program.status()).isEqualTo(403);
    assertThat(program.errorCode()).isEqualTo("DOWNLOAD_TOKEN_EXPIRED");
    assertThat(person.status()).isEqualTo(403);
    assertThat(person.header("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(person.header("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
    assertThat(person.text()).contains("expired");
  }

  @Test
  void aForgedTokenIsRefusedAndNeverRedirects() {
    String good = expired(Optional.of("https://shop.test/"));
    String changed = good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA");
    String path = good.substring(0, good.indexOf('?'));
    DownloadGrants foreign = grants("a-secret-of-somebody-else");

    for (String url :
        List.of(
            changed,
            path,
            path + "?token=",
            path + "?token=x.y.z",
            path
                + "?token="
                + foreign.issue(grant(path, Optional.of("https://evil.test/"), Instant.now())))) {
      Answer answer = server.fetch(url);
      assertThat(answer.status()).as(url).isEqualTo(403);
      assertThat(answer.errorCode()).isEqualTo("DOWNLOAD_TOKEN_INVALID");
      assertThat(answer.header("Location")).isEmpty();
      assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
    }
  }

  @Test
  void aTokenOpensItsOwnPathOnly() {
    JsonNode other =
        server.upload("other.pdf", "application/pdf", Samples.pdf(700), Map.of("private", true));
    String mine = downloadUrl(hidden, Map.of());
    String token = mine.substring(mine.indexOf('?'));

    Answer answer =
        server.fetch(server.address() + "/download/ugd/" + other.path("id").stringValue() + token);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.errorCode()).isEqualTo("DOWNLOAD_TOKEN_INVALID");
    assertThat(server.fetch(mine.replace("/download/ugd/", "/download/raw/")).status())
        .isEqualTo(403);
  }

  @Test
  void anUploadTokenDoesNotPassAsADownloadToken() {
    String upload = server.uploadUrl(Map.of("mimeType", "application/pdf"));
    String token = upload.substring(upload.lastIndexOf('/') + 1);
    String path = downloadUrl(hidden, Map.of()).replaceAll("\\?.*", "");

    assertThat(server.fetch(path + "?token=" + token).errorCode())
        .isEqualTo("DOWNLOAD_TOKEN_INVALID");
  }

  @Test
  void trashingKeepsTheUrlAndDeletingEndsIt() {
    JsonNode file = server.upload("t.pdf", "application/pdf", Samples.pdf(800));
    String url = downloadUrl(file, Map.of());
    List<String> ids = List.of(file.path("id").stringValue());

    server.ask("/bulk/files/delete", Map.of("fileIds", ids));
    assertThat(server.fetch(url).status()).isEqualTo(200);
    server.ask("/bulk/files/delete", Map.of("fileIds", ids, "permanent", true));
    assertThat(server.fetch(url).status()).isEqualTo(404);
  }

  @Test
  void thereIsOneUrlForEachAssetKeyInOrder() {
    JsonNode urls =
        server
            .ask(
                "/files/generate-file-download-url",
                Map.of("fileId", id(hidden), "assetKeys", List.of("src", "src")))
            .path("downloadUrls");
    Answer unknown =
        server.post(
            "/files/generate-file-download-url",
            Map.of("fileId", id(hidden), "assetKeys", List.of("src", "720p.mp4")));

    assertThat(urls).hasSize(2);
    assertThat(urls.path(1).path("assetKey").stringValue()).isEqualTo("src");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.errorCode()).isEqualTo("INVALID_ASSET_KEY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.test/expired", "javascript:alert(1)", "//shop.test/", "ftp://shop.test/",
        "https://", "/expired", "https://user:pass@shop.test/", "https://shop.test/\r\nX: y"
      })
  void onlyWebAddressesAreTakenAsRedirect(String target) {
    Answer answer =
        server.post(
            "/files/generate-file-download-url",
            Map.of("fileId", id(hidden), "expirationRedirectUrl", target));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/details/validationError/fieldViolations/0/field").stringValue())
        .isEqualTo("expirationRedirectUrl");
  }

  @Test
  void aRedirectInAnyAlphabetIsEscapedAndCounted() {
    Answer tooLong =
        server.post(
            "/files/generate-file-download-url",
            Map.of(
                "fileId",
                id(hidden),
                "expirationRedirectUrl",
                "https://shop.test/" + "\u754c".repeat(1_400)));
    String url =
        downloadUrl(
            hidden, Map.of("expirationRedirectUrl", "https://shop.test/" + "\u754c".repeat(100)));

    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(tooLong.json().at("/details/validationError/fieldViolations/0/field").stringValue())
        .isEqualTo("expirationRedirectUrl");
    assertThat(server.fetch(url).status()).isEqualTo(200);
  }

  private static String downloadUrl(JsonNode file, Map<String, ?> options) {
    Map<String, Object> body = new HashMap<>(options);
    body.put("fileId", id(file));
    return server
        .ask("/files/generate-file-download-url", body)
        .path("downloadUrls")
        .path(0)
        .path("url")
        .stringValue();
  }

  private static String expired(Optional<String> redirect) {
    String path = "/ugd/" + id(hidden);
    String token = grants(SECRET).issue(grant(path, redirect, Instant.now().minusSeconds(120)));
    return server.address() + "/download" + path + "?token=" + token;
  }

  private static DownloadGrants grants(String secret) {
    // The clock is behind, as it was when the URL was made.
    InstantSource clock = () -> Instant.now().minusSeconds(600);
    return new DownloadGrants(new Signer(Secrets.parse(secret), clock));
  }

  private static DownloadGrant grant(String path, Optional<String> redirect, Instant expires) {
    return new DownloadGrant(
        hidden.path("siteId").stringValue(),
        id(hidden),
        "src",
        path,
        "report.pdf",
        false,
        redirect,
        new UrlLife(expires.minusSeconds(60), expires));
  }

  private static String id(JsonNode file) {
    return file.path("id").stringValue();
  }
}
