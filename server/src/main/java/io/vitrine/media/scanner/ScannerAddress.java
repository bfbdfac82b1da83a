package io.vitrine.media.scanner;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the virus scanner listens (contract: operator.md, {@code --scanner}).
 *
 * @param host name or address
 * @param port 1 to 65535
 */
public record ScannerAddress(String host, int port) {
  private static final int CUSTOMARY_PORT = 3310;

  /**
   * Reads {@code clamd://host:port}; without a port the customary one.
   *
   * @throws IllegalArgumentException for anything else, with a message for the operator
   */
  public static ScannerAddress parse(String text) {
    try {
      URI uri = new URI(text);
      boolean bare =
          uri.getRawUserInfo() == null
              && (uri.getRawPath() == null || uri.getRawPath().isEmpty())
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if ("clamd".equals(uri.getScheme()) && uri.getHost() != null && bare) {
        return new ScannerAddress(
            uri.getHost(), uri.getPort() < 0 ? CUSTOMARY_PORT : uri.getPort());
      }
    } catch (URISyntaxException noAddress) {
      throw new IllegalArgumentException(wrong(text), noAddress);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static String wrong(String text) {
    return text + " is no address of a scanner; write it like clamd://127.0.0.1:3310";
  }

  @Override
  public String toString() {
    return "clamd://" + host + ":" + port;
  }
}
