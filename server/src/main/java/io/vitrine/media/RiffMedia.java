package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/** RIFF files by their form type: WAVE, AVI, WebP, CorelDRAW. */
record RiffMedia(Findings findings) implements Sniffer {
  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (content.has(0, "RF64") || content.has(0, "BW64")) {
      return content.has(8, "WAVE") ? findings.known("audio/wav") : Optional.empty();
    }
    if (!content.has(0, "RIFF")) {
      return Optional.empty();
    }
    String form = content.text(8, 4);
    return switch (form) {
      case "WAVE" -> findings.known("audio/wav");
      case "AVI " -> findings.known("video/x-msvideo");
      case "WEBP" -> findings.picture("image/webp", () -> WebPSize.read(content));
      default ->
          form.startsWith("CDR") || form.startsWith("cdr")
              ? findings.known("application/vnd.corel-draw")
              : Optional.empty();
    };
  }
}
