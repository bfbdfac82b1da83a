package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A file larger than the server's memory passes through it. */
class LargeFileIT {
  private static final String KEY = "key-of-the-large-file";
  private static final long SIZE = 300L << 20;

  @TempDir private Path data;

  @Test
  void aFileOf300MegabytesGoesUpAndDownWithAHeapOf96() throws Exception {
    try (VitrineProcess server = VitrineProcess.serve(data, "96m", "--admin-key", KEY);
        TestClient client = server.client(KEY)) {
      AtomicReference<MessageDigest> sent = new AtomicReference<>();
      Answer answer =
          client.put(
              client.uploadUrl(
                  Map.of("mimeType", "application/pdf", "sizeInBytes", Long.toString(SIZE))),
              "large.pdf",
              "application/pdf",
              BodyPublishers.fromPublisher(
                  BodyPublishers.ofInputStream(
                      () -> {
                        sent.set(Samples.digest("SHA-256"));
                        return new EndlessDocument(SIZE, sent.get());
                      }),
                  SIZE));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      JsonNode file = answer.json().path("file");
      String hash = HexFormat.of().formatHex(sent.get().digest());

      assertThat(file.path("sizeInBytes").stringValue()).isEqualTo(Long.toString(SIZE));
      assertThat(file.path("hash").stringValue()).isEqualTo(hash);
      assertThat(hashOf(client.open(file.path("url").stringValue()))).isEqualTo(hash);
      assertThat(server.errors()).doesNotContain("OutOfMemoryError");
    }
  }

  private static String hashOf(InputStream stream) throws IOException {
    MessageDigest received = Samples.digest("SHA-256");
    byte[] buffer = new byte[1 << 16];
    try (stream) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        received.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(received.digest());
  }

  /** A document of any length, of which only a piece is in memory. */
  private static final class EndlessDocument extends InputStream {
    private final byte[] piece = Samples.pdf(1 << 20);
    private final long size;
    private final MessageDigest digest;
    private long position;

    EndlessDocument(long size, MessageDigest digest) {
      this.size = size;
      this.digest = digest;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position == size) {
        return -1;
      }
      int start = (int) (position % piece.length);
      int count = (int) Math.min(Math.min(length, piece.length - start), size - position);
      System.arraycopy(piece, start, target, offset, count);
      digest.update(target, offset, count);
      position += count;
      return count;
    }
  }
}
