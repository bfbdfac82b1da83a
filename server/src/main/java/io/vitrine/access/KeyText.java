package io.vitrine.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its holder has it: {@code vk_<id>_<secret>} (contract: security.md section 3).
 *
 * @param id public part, without an underscore
 * @param secret random bytes as base64url
 */
record KeyText(String id, String secret) {
  private static final Pattern FORM =
      Pattern.compile("vk_([A-Za-z0-9-]{1,64})_([A-Za-z0-9_-]{1,128})");

  /** The parts of a key; empty when the text does not have its form. */
  static Optional<KeyText> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new KeyText(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The key as text, shown to its holder once. */
  String text() {
    return "vk_" + id + "_" + secret;
  }

  @Override
  public String toString() {
    return "vk_" + id + "_…";
  }
}
