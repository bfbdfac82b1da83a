package io.vitrine.upload;

import io.vitrine.http.HttpProblem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header {@code Upload-Metadata} (tus 1.0.0, Creation): keys, each with a value in Base64 or
 * without one. Values are UTF-8 text that is safe anywhere: control characters are refused
 * (contract: uploads.md C7 to C11).
 *
 * @param header as sent; empty when nothing was sent
 * @param values decoded; "" for a key without a value
 */
record UploadMetadata(Optional<String> header, Map<String, String> values) {
  private static final int LONGEST_HEADER = 8 * 1024;
  private static final UploadMetadata NONE = new UploadMetadata(Optional.empty(), Map.of());

  UploadMetadata {
    values = Map.copyOf(values);
  }

  /**
   * Reads the header.
   *
   * @param lines its values; several lines are one list (RFC 9110 section 5.3)
   * @throws HttpProblem 400 {@code UPLOAD_METADATA_INVALID}
   */
  static UploadMetadata of(List<String> lines) {
    String header = String.join(",", lines);
    if (header.isBlank()) {
      return NONE;
    }
    if (header.length() > LONGEST_HEADER) {
      throw TusProblems.metadata("Upload-Metadata is longer than 8 KiB");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : header.split(",", -1)) {
      String text = pair.strip();
      int space = text.indexOf(' ');
      String key = space < 0 ? text : text.substring(0, space);
      if (key.isEmpty() || !isKey(key)) {
        throw TusProblems.metadata("a key of Upload-Metadata is empty or not plain ASCII");
      }
      String value = space < 0 ? "" : decoded(text.substring(space + 1));
      if (values.putIfAbsent(key, value) != null) {
        throw TusProblems.metadata("a key stands twice in Upload-Metadata");
      }
    }
    return new UploadMetadata(Optional.of(header), values);
  }

  /** The value of the first of these keys that has one. */
  Optional<String> first(String... keys) {
    for (String key : keys) {
      String value = values.get(key);
      if (value != null && !value.isBlank()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private static boolean isKey(String key) {
    return key.chars().allMatch(character -> character > 0x20 && character < 0x7f);
  }

  private static String decoded(String base64) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(PaddedBase64.decode(base64)))
              .toString();
    } catch (IllegalArgumentException notBase64) {
      throw TusProblems.metadata("a value of Upload-Metadata is not Base64");
    } catch (CharacterCodingException notUtf8) {
      throw TusProblems.metadata("a value of Upload-Metadata is not UTF-8");
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw TusProblems.metadata("a value of Upload-Metadata has control characters");
    }
    return text;
  }
}
