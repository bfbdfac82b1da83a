package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.DownloadGrant;
import io.vitrine.access.DownloadGrants;
import io.vitrine.access.Permission;
import io.vitrine.access.UrlLife;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.AssetPaths;
import io.vitrine.library.FileFinder;
import io.vitrine.library.FileIds;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The method that hands out signed download URLs (contract: files-api.md section 10, delivery.md
 * section 5).
 */
public final class DownloadUrlsResource {
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
            .orElse(List.of(AssetPaths.ORIGINAL));
    Disposition disposition =
        fields.choice("contentDisposition", Disposition.class).orElse(Disposition.ATTACHMENT);
    fields.check();
    FileDescriptor file = finder.get(request.get(Caller.class).siteId(), fileId);
    UrlLife life = UrlLife.of(clock.instant(), Duration.ofMinutes(minutes));
    List<Object> urls = new ArrayList<>();
    for (String assetKey : assetKeys) {
      Target target = target(file, assetKey);
      DownloadGrant grant =
          new DownloadGrant(
              file.siteId(),
              file.id(),
              assetKey,
              target.path(),
              fileName.orElse(target.fileName()),
              disposition == Disposition.INLINE,
              redirect,
              life);
      String url = request.origin() + "/download" + target.path() + "?token=" + grants.issue(grant);
      urls.add(Map.of("assetKey", assetKey, "url", url));
    }
    return Response.json(Map.of("downloadUrls", urls));
  }

  /**
   * What an asset key stands for.
   *
   * @param path below {@code /download}
   * @param fileName that a browser saves it as
   */
  private record Target(String path, String fileName) {}

  private static Target target(FileDescriptor file, String assetKey) {
    if (assetKey.equals(AssetPaths.ORIGINAL)) {
      return new Target(FileIds.publicPath(file.mediaType(), file.id()), file.displayName());
    }
    if (!AssetPaths.isOffered(assetKey)) {
      throw unknown(file, assetKey);
    }
    Asset asset = file.media().readyAsset(assetKey).orElseThrow(() -> unknown(file, assetKey));
    return new Target(
        "/asset/" + file.id() + "/" + asset.key(), AssetPaths.fileName(file.displayName(), asset));
  }

  private static HttpProblem unknown(FileDescriptor file, String assetKey) {
    Stream<String> made =
        file.media().assets().stream()
            .filter(asset -> asset.state() == AssetState.READY)
            .map(Asset::key)
            .filter(AssetPaths::isOffered);
    return new HttpProblem(
        400,
        "INVALID_ASSET_KEY",
        "the file has no such asset",
        Map.of(
            "assetKey",
            assetKey,
            "allowedValues",
            Stream.concat(Stream.of(AssetPaths.ORIGINAL), made).toList()),
        List.of());
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
