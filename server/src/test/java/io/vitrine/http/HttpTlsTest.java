package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS, with HTTP/2 and without. */
@Timeout(60)
class HttpTlsTest {
  private static final char[] PASSWORD = "vitrine".toCharArray();

  /** Keeps one certificate for all tests, because making one starts a process. */
  @TempDir private static Path shared;

  @TempDir private Path folder;

  private TestServer server(HttpConfig.Tls tls) throws IOException {
    byte[] bytes = new byte[1_000_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    Routes routes = new Routes();
    routes
        .add("GET", "/origin", request -> Response.json(Map.of("origin", request.origin())))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("GET", "/file", request -> file(request, file))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("PUT", "/size", request -> Response.json(request.body().forEach(piece -> {})))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("PUT", "/refuse", request -> Response.json(403, Map.of("refused", true)))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    return new TestServer(routes, new HttpConfig("127.0.0.1", 0, tls, Optional.empty()));
  }

  private static Response file(Request request, Path file) throws IOException {
    return Representations.respond(
        request,
        new Representation(
            "image/png",
            Files.size(file),
            "\"1\"",
            Instant.EPOCH,
            List.of(),
            (offset, length) -> {
              FileChannel channel = FileChannel.open(file);
              return new Body.OpenSource.FileRegion(channel, offset, length, channel);
            }));
  }

  private static KeyStore made() {
    return madeIn(shared);
  }

  private static KeyStore madeIn(Path folder) {
    return new SelfSignedCertificate(folder, "127.0.0.1", InstantSource.system())
        .readOrMake(PASSWORD);
  }

  private HttpClient client(HttpClient.Version version) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", made().getCertificate("vitrine"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).version(version).build();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void theServerSpeaksBothVersionsOverItsOwnCertificate(HttpClient.Version version)
      throws Exception {
    try (TestServer server = server(new HttpConfig.Tls.SelfSigned(shared));
        HttpClient client = client(version)) {
      assertThat(server.address()).startsWith("https://127.0.0.1:");
      HttpResponse<String> answer =
          client.send(server.request("/origin").build(), BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.body()).isEqualTo("{\"origin\":\"" + server.address() + "\"}");
      HttpResponse<byte[]> file =
          client.send(server.request("/file").build(), BodyHandlers.ofByteArray());
      assertThat(file.body()).isEqualTo(Files.readAllBytes(folder.resolve("file")));
      HttpRequest part = server.request("/file").header("Range", "bytes=10-19").build();
      assertThat(client.send(part, BodyHandlers.ofByteArray()).body()).hasSize(10);
      HttpRequest known = server.request("/file").header("If-None-Match", "\"1\"").build();
      assertThat(client.send(known, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
      HttpRequest upload =
          server.request("/size").PUT(BodyPublishers.ofByteArray(new byte[3_000_000])).build();
      assertThat(client.send(upload, BodyHandlers.ofString()).body()).isEqualTo("3000000");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 300_000})
  void anAnswerToABodyThatNobodyReadArrivesOverHttp2(int length) throws Exception {
    try (TestServer server = server(new HttpConfig.Tls.SelfSigned(shared));
        HttpClient client = client(HttpClient.Version.HTTP_2)) {
      HttpRequest request =
          server.request("/refuse").PUT(BodyPublishers.ofByteArray(new byte[length])).build();
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"refused\":true}");
      }
    }
  }

  @Test
  void theCertificateIsKeptForItsOwnerOnlyAndMadeAnewBeforeItsEnd() throws Exception {
    X509Certificate first = (X509Certificate) madeIn(folder).getCertificate("vitrine");
    Path file = folder.resolve("self-signed.p12");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(madeIn(folder).getCertificate("vitrine")).isEqualTo(first);
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofDays(395));
    assertThat(
            new SelfSignedCertificate(folder, "127.0.0.1", later)
                .readOrMake(PASSWORD)
                .getCertificate("vitrine"))
        .isNotEqualTo(first);
    KeyStore other =
        new SelfSignedCertificate(folder, "media.example", InstantSource.system())
            .readOrMake(PASSWORD);
    assertThat(
            ((X509Certificate) other.getCertificate("vitrine"))
                .getSubjectAlternativeNames().stream().map(name -> name.get(1).toString()))
        .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "media.example");
  }

  @Test
  void aCertificateAndKeyInPemFormServe() throws Exception {
    KeyStore store = made();
    Path certificate = pem("CERTIFICATE", store.getCertificate("vitrine").getEncoded());
    Path key = pem("PRIVATE KEY", store.getKey("vitrine", PASSWORD).getEncoded());
    try (TestServer server = server(new HttpConfig.Tls.Certificate(certificate, key));
        HttpClient client = client(HttpClient.Version.HTTP_2)) {
      URI origin = URI.create(server.address() + "/origin");
      assertThat(
              client
                  .send(HttpRequest.newBuilder(origin).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aKeyOfAnotherFormOrCertificateIsToldToTheOperator() throws Exception {
    KeyStore store = made();
    Path certificate = pem("CERTIFICATE", store.getCertificate("vitrine").getEncoded());
    assertRefused(certificate, pem("RSA PRIVATE KEY", new byte[10]), "openssl pkcs8");
    assertRefused(certificate, pem("PRIVATE KEY", new byte[10]), "cannot be read as a key");
    assertRefused(certificate, certificate, "no PEM private key");
    assertRefused(folder.resolve("missing"), certificate, "cannot be read");
    Path stranger = pem("PRIVATE KEY", madeIn(folder).getKey("vitrine", PASSWORD).getEncoded());
    assertRefused(certificate, stranger, "is not the one of the certificate");
  }

  private static void assertRefused(Path certificate, Path key, String message) {
    HttpConfig config =
        new HttpConfig(
            "127.0.0.1", 0, new HttpConfig.Tls.Certificate(certificate, key), Optional.empty());
    try (HttpServer server =
        new HttpServer(config, List.of(), failure -> Optional.empty(), new SimpleMeterRegistry())) {
      assertThatThrownBy(server::start)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }

  private Path pem(String label, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        Files.createTempFile(folder, "pem", ""),
        "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }
}
