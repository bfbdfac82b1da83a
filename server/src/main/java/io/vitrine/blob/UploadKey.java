package io.vitrine.blob;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of an upload that comes in pieces: 32 random lower-case hex digits, never made from user
 * text (design decision 2), so it is safe as a part of a path.
 */
public record UploadKey(String value) {
  private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{32}");

  public UploadKey {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException("not an upload key");
    }
  }

  /** A new key of 128 random bits. */
  public static UploadKey random(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return new UploadKey(HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
