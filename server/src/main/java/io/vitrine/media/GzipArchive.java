package io.vitrine.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Gzip (RFC 1952). A packed SVG is refused: browsers would unpack and draw it. */
record GzipArchive(Findings findings) implements Sniffer {
  private static final int BEGINNING = 4096;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (!content.has(0, "\u001f\u008b\u0008")) {
      return Optional.empty();
    }
    if (content.extension().equals("svgz") || beginning(content).contains("<svg")) {
      return Findings.forbidden("a packed SVG is not taken; send it unpacked");
    }
    return findings.known("application/gzip");
  }

  private static String beginning(Content content) {
    byte[] plain = new byte[BEGINNING];
    int length = 0;
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(content.head()))) {
      int count = stream.read(plain);
      while (count > 0) {
        length += count;
        count = stream.read(plain, length, BEGINNING - length);
      }
    } catch (IOException _) {
      // Damaged or longer than the head: what came out until then is looked at.
    }
    return new String(plain, 0, length, StandardCharsets.ISO_8859_1);
  }
}
