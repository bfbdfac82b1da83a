package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.DownloadGrant;
import io.vitrine.access.DownloadGrants;
import io.vitrine.access.Permission;
import io.vitrine.access.UrlLife;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.FileFinder;
import io.vitrine.library.FileIds;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The method that hands out signed download URLs (contract: files-api.md section 10, delivery.md
 * section 5).
 */
public final class DownloadUrlsResource {
  private static final String ORIGINAL = "src";
  private static final int MAX_FILE_NAME = 100;
  private static final int MAX_ASSET_KEYS = 100;
  private static final int MAX_ASSET_KEY = 100;
  private static final int DEFAULT_MINUTES = 600;
  private static final int MAX_MINUTES = 525_600;

  /** So that the token, which carries it, stays within its own limit. */
  private static final int MAX_REDIRECT_URL = 1_500;

  private final FileFinder finder;
  private final DownloadGrants grants;
  private final InstantSource clock;

  public DownloadUrlsResource(FileFinder finder, DownloadGrants grants, InstantSource clock) {
    this.finder = finder;
    this.grants = grants;
    this.clock = clock;
  }

  /** Adds the method. */
  public void declare(ApiRoutes api) {
    api.add(
        "POST", "/files/generate-file-download-url", Permission.FILES_DOWNLOAD_URL, this::generate);
  }

  private enum Disposition {
    ATTACHMENT,
    INLINE
  }

  private Response generate(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    String fileId = fields.requiredText("fileId", FilesResource.MAX_FILE_ID);
    Optional<String> fileName =
        fields.text("downloadFileName", MAX_FILE_NAME).filter(name -> !name.isEmpty());
    int minutes = fields.integer("expirationInMinutes", 1, MAX_MINUTES).orElse(DEFAULT_MINUTES);
    Optional<String> redirect = redirectUrl(fields);
    List<String> assetKeys =
        fields
            .texts("assetKeys", MAX_ASSET_KEYS, MAX_ASSET_KEY)
            .filter(keys -> !keys.isEmpty())
            .orElse(List.of(ORIGINAL));
    Disposition disposition =
        fields.choice("contentDisposition", Disposition.class).orElse(Disposition.ATTACHMENT);
    fields.check();
    FileDescriptor file = finder.get(request.get(Caller.class).siteId(), fileId);
    assetKeys.forEach(DownloadUrlsResource::checkAssetKey);
    UrlLife life = UrlLife.of(clock.instant(), Duration.ofMinutes(minutes));
    String path = FileIds.publicPath(file.mediaType(), file.id());
    DownloadGrant grant =
        new DownloadGrant(
            file.siteId(),
            file.id(),
            ORIGINAL,
            path,
            fileName.orElse(file.displayName()),
            disposition == Disposition.INLINE,
            redirect,
            life);
    String url = request.origin() + "/download" + path + "?token=" + grants.issue(grant);
    return Response.json(
        Map.of(
            "downloadUrls",
            assetKeys.stream().map(key -> Map.of("assetKey", key, "url", url)).toList()));
  }

  private static void checkAssetKey(String assetKey) {
    if (!assetKey.equals(ORIGINAL)) {
      throw new HttpProblem(
          400,
          "INVALID_ASSET_KEY",
          "the file has no such asset",
          Map.of("assetKey", assetKey, "allowedValues", List.of(ORIGINAL)),
          List.of());
    }
  }

  private static Optional<String> redirectUrl(Fields fields) {
    Optional<String> url =
        fields.text("expirationRedirectUrl", MAX_REDIRECT_URL).filter(text -> !text.isEmpty());
    if (url.isPresent() && !isWebUrl(url.get())) {
      fields.violate(
          "expirationRedirectUrl",
          "must be an absolute http or https URL",
          "FORMAT",
          Map.of("type", "url"));
      return Optional.empty();
    }
    Optional<String> ascii = url.map(text -> URI.create(text).toASCIIString());
    if (ascii.filter(text -> text.length() > MAX_REDIRECT_URL).isPresent()) {
      fields.violate(
          "expirationRedirectUrl",
          "must have at most " + MAX_REDIRECT_URL + " characters when it is escaped",
          "MAX_LENGTH",
          Map.of("threshold", MAX_REDIRECT_URL));
      return Optional.empty();
    }
    return ascii;
  }

  private static boolean isWebUrl(String text) {
    try {
      URI uri = new URI(text);
      boolean isWeb =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return isWeb && uri.getHost() != null && uri.getRawUserInfo() == null;
    } catch (URISyntaxException notAUrl) {
      return false;
    }
  }
}
