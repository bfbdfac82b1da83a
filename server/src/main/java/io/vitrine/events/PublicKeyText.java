package io.vitrine.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A public key as subscribers need it to check what they receive.
 *
 * @param id the {@code kid} of what it signs
 * @param pem SubjectPublicKeyInfo (RFC 7468 section 13)
 * @param signsFrom from when on it signs, until a later one does
 */
public record PublicKeyText(String id, String pem, Instant signsFrom) {

  static PublicKeyText of(String id, String base64, Instant signsFrom) {
    byte[] der = Base64.getDecoder().decode(base64);
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return new PublicKeyText(
        id, "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n", signsFrom);
  }

  /** The PEM in one line of Base64, for settings that take no line ends. */
  public String pemBase64() {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
