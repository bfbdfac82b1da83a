package io.vitrine.delivery;

import io.vitrine.http.Header;
import java.util.List;
import java.util.Set;

/**
 * What a browser may do with the bytes of a file when it opens them directly (contract: security.md
 * threats 1 to 5). Everything is sent with {@code nosniff} by the server itself.
 */
final class ContentSafety {
  private static final Set<String> RASTER_IMAGES =
      Set.of(
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/avif",
          "image/heic",
          "image/heif",
          "image/bmp",
          "image/tiff",
          "image/x-icon");

  /** Of URLs that are secrets: the pages behind them must not tell them on. */
  static final Header NO_REFERRER = new Header("Referrer-Policy", "no-referrer");

  private ContentSafety() {}

  /** Whether the type may be shown in the browser's window instead of being saved. */
  static boolean isSafeInline(String mimeType) {
    return RASTER_IMAGES.contains(mimeType)
        || mimeType.startsWith("audio/")
        || mimeType.startsWith("video/")
        || mimeType.equals("application/pdf")
        || mimeType.equals("text/plain");
  }

  /** Whether a public URL shows the type; what a visitor follows a link to is chosen with care. */
  static boolean isShown(String mimeType) {
    return isSafeInline(mimeType) && !mimeType.equals("text/plain");
  }

  /** The headers that keep active content from running. */
  static List<Header> headers(String mimeType) {
    return switch (mimeType) {
      case "image/svg+xml" ->
          List.of(
              new Header(
                  "Content-Security-Policy",
                  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"));
      // A sandbox would switch off the browser's PDF viewer.
      case "application/pdf" ->
          List.of(
              new Header(
                  "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"));
      default ->
          isShown(mimeType)
              ? List.of()
              : List.of(new Header("Content-Security-Policy", "default-src 'none'; sandbox"));
    };
  }
}
