package io.vitrine.access;

import java.util.Optional;

/**
 * The right to download one asset of one file until a moment (contract: delivery.md section 5).
 *
 * @param siteId the site that owns the file
 * @param path of the URL below {@code /download}, with which a request must agree to the letter
 * @param fileName what the browser saves it as
 * @param inline whether the browser may show it instead, if its type is safe
 * @param redirectUrl where to go after the expiry; absolute, http or https
 */
public record DownloadGrant(
    String siteId,
    String fileId,
    String assetKey,
    String path,
    String fileName,
    boolean inline,
    Optional<String> redirectUrl,
    UrlLife life) {}
