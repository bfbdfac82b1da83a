package io.vitrine.media;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a file is from its bytes and, for a picture, its size in pixels (contract: uploads.md
 * section 1.3). The name helps only where the bytes leave a choice within one media type. Whatever
 * the bytes are, the answer comes after a bounded time with bounded memory; nothing is unpacked or
 * decoded. Safe for many threads.
 */
public final class Detector {
  private final List<Sniffer> sniffers;

  public Detector(MediaFormats formats) {
    Findings findings = new Findings(formats);
    // The first structure of a polyglot decides, so those that begin at byte 0 come first, the
    // strictest before the looser ones; text is what is left.
    sniffers =
        List.of(
            new JpegPicture(findings),
            new PngPicture(findings),
            new FixedHeaderPicture(findings),
            new TiffPicture(findings),
            new IsoMedia(findings),
            new Matroska(findings),
            new OggMedia(findings),
            new RiffMedia(findings),
            new AsfMedia(findings),
            new GlbModel(findings),
            new ZipContainer(findings),
            new OleContainer(findings),
            new PageDocument(findings),
            new Executable(),
            new GzipArchive(findings),
            new Signatures(findings),
            new MpegStream(findings),
            new Markup(findings),
            new Script());
  }

  /**
   * Looks at the bytes.
   *
   * @param fileName as the client told it; only its last extension is used
   * @throws IOException when the bytes cannot be read; never because of what they are
   */
  public Detection detect(ByteSource bytes, Optional<String> fileName) throws IOException {
    Content content = new Content(bytes, fileName);
    for (Sniffer sniffer : sniffers) {
      Optional<Detection> detection = look(sniffer, content);
      if (detection.isPresent()) {
        return detection.get();
      }
    }
    return new Detection.Unknown();
  }

  private static Optional<Detection> look(Sniffer sniffer, Content content) throws IOException {
    try {
      return sniffer.look(content);
    } catch (MalformedContent _) {
      return Optional.empty();
    }
  }
}
