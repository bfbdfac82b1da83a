package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTPS without a certificate of one's own, for local use (contract: operator.md, --tls). */
class SelfSignedIT {
  private static final String KEY = "key-of-the-self-signed";

  @TempDir private Path data;

  @Test
  void theOfficialClientsWayOverHttpsWorksWithBothVersionsOfHttp() throws Exception {
    try (VitrineProcess server =
        VitrineProcess.serve(data, "128m", "--admin-key", KEY, "--tls", "self-signed")) {
      String address = server.address().orElseThrow();
      assertThat(address).startsWith("https://");
      byte[] picture = Samples.png(8, 8);
      for (HttpClient.Version version : HttpClient.Version.values()) {
        if (version == HttpClient.Version.HTTP_1_1 || version == HttpClient.Version.HTTP_2) {
          try (HttpClient client = trusting(version)) {
            String url =
                send(
                        client,
                        request(address + "/site-media/v1/files/generate-upload-url")
                            .header("Authorization", KEY)
                            .POST(BodyPublishers.ofString("{\"mimeType\":\"image/png\"}")))
                    .path("uploadUrl")
                    .stringValue();
            assertThat(url).startsWith(address);
            JsonNode file =
                send(client, request(url).PUT(BodyPublishers.ofByteArray(picture))).path("file");
            HttpResponse<byte[]> bytes =
                client.send(
                    request(file.path("url").stringValue()).build(), BodyHandlers.ofByteArray());
            assertThat(bytes.body()).isEqualTo(picture);
            assertThat(bytes.version()).isEqualTo(version);
          }
        }
      }
    }
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url));
  }

  private static JsonNode send(HttpClient client, HttpRequest.Builder request) throws Exception {
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return new JsonMapper().readTree(response.body());
  }

  private static HttpClient trusting(HttpClient.Version version) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new javax.net.ssl.TrustManager[] {new EveryCertificate()}, null);
    return HttpClient.newBuilder().sslContext(context).version(version).build();
  }

  /** Who made the certificate a moment ago on this machine need not be asked. */
  private static final class EveryCertificate extends javax.net.ssl.X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(
        java.security.cert.X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(
        java.security.cert.X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(
        java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public java.security.cert.X509Certificate[] getAcceptedIssuers() {
      return new java.security.cert.X509Certificate[0];
    }
  }
}
