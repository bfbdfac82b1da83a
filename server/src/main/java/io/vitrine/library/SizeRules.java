package io.vitrine.library;

import io.vitrine.catalog.Site;
import io.vitrine.catalog.Sites;
import io.vitrine.library.Refusal.Reason;
import io.vitrine.media.MediaFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How large a file may be: the format's limit, the server's, and the site's quota. */
final class SizeRules {
  private final LibraryConfig config;

  SizeRules(LibraryConfig config) {
    this.config = config;
  }

  /** The most bytes that are taken for a file of this format, or of a format not yet known. */
  long limit(Optional<MediaFormat> format) {
    return Math.min(
        config.maxUploadSize(), format.map(MediaFormat::maxBytes).orElse(Long.MAX_VALUE));
  }

  /**
   * Refuses a size that was told in advance.
   *
   * @throws Refusal {@code ZERO_FILE_SIZE} or the given reason
   */
  void checkDeclared(long size, Optional<MediaFormat> format, Reason overLimit) {
    if (size == 0) {
      throw zero();
    }
    long limit = limit(format);
    if (size > limit) {
      throw overLimit(overLimit, limit);
    }
  }

  /**
   * Refuses what the site's quota has no room for.
   *
   * @throws Refusal {@code SITE_QUOTA_EXCEEDED}
   */
  void checkQuota(Sites sites, String siteId, long more) {
    OptionalLong quota = config.quota();
    if (quota.isEmpty()) {
      return;
    }
    long used = sites.find(siteId).map(Site::bytes).orElse(0L);
    if (used + more > quota.getAsLong()) {
      throw new Refusal(
          Reason.SITE_QUOTA_EXCEEDED,
          "the site's quota of " + quota.getAsLong() + " bytes has no room for this file",
          Map.of("quota", Map.of("storage", Long.toString(quota.getAsLong()))));
    }
  }

  static Refusal zero() {
    return new Refusal(Reason.ZERO_FILE_SIZE, "the file is empty");
  }

  static Refusal overLimit(Reason reason, long limit) {
    return new Refusal(
        reason,
        "the file is larger than the limit of " + limit + " bytes",
        Map.of("limitInBytes", Long.toString(limit)));
  }
}
