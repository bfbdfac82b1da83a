package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/**
 * Binary glTF 2.0 (its specification, section 4.4). Only a file that holds everything it needs is
 * taken: its lengths must agree, and it begins with its JSON.
 */
record GlbModel(Findings findings) implements Sniffer {
  private static final long JSON_CHUNK = 0x4e4f534a;

  /** Contract: processing.md section 6. */
  private static final long MAX_JSON = 16L << 20;

  private static final int MAX_CHUNKS = 64;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (!content.has(0, "glTF")) {
      return Optional.empty();
    }
    try {
      check(content);
      return findings.known("model/gltf-binary");
    } catch (MalformedContent wrong) {
      return Findings.forbidden("the glTF model is damaged: " + wrong.getMessage());
    }
  }

  private static void check(Content content) throws IOException {
    if (content.le32(4) != 2) {
      throw new MalformedContent("its version is not 2");
    }
    long length = content.le32(8);
    if (length > content.size() || length < 20) {
      throw new MalformedContent("its length is not that of the file");
    }
    if (content.le32(16) != JSON_CHUNK || content.le32(12) > MAX_JSON) {
      throw new MalformedContent("it does not begin with its JSON, at most 16 MiB");
    }
    long at = 12;
    for (int i = 0; i < MAX_CHUNKS && at < length; i++) {
      at += 8 + content.le32(at);
    }
    if (at != length) {
      throw new MalformedContent("its chunks do not fill it");
    }
  }
}
