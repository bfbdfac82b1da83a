package io.vitrine.media.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes that may be text. */
final class PlainText {
  private PlainText() {}

  /**
   * The text in the usual Unicode encodings.
   *
   * @param bytes the beginning of a file; its last character may be cut
   * @return empty when these bytes are no such text
   */
  static Optional<String> decode(byte[] bytes) {
    if (startsWith(bytes, 0xff, 0xfe)) {
      return decode(bytes, 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(bytes, 0xfe, 0xff)) {
      return decode(bytes, 2, StandardCharsets.UTF_16BE);
    }
    int mark = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    return decode(bytes, mark, StandardCharsets.UTF_8);
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (Byte.toUnsignedInt(bytes[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> decode(byte[] bytes, int from, Charset charset) {
    CharBuffer text = CharBuffer.allocate(bytes.length - from);
    boolean wrong =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            // Not the end of the input: a cut character stays undecoded and is no error.
            .decode(ByteBuffer.wrap(bytes, from, bytes.length - from), text, false)
            .isError();
    return wrong ? Optional.empty() : Optional.of(text.flip().toString());
  }
}
