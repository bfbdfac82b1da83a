package io.vitrine.library;

import io.vitrine.catalog.ExternalInfo;
import io.vitrine.media.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file to be fetched from elsewhere (contract: files-api.md section 9.1).
 *
 * @param url as given, already found to be good
 * @param mimeType what it is said to be
 * @param mediaType what it must turn out to be
 * @param parentFolderId where the file goes; {@code filePath} begins there
 * @param urlParams go into the query of the URL; may be secrets
 * @param urlHeaders go along with the request; may be secrets
 */
public record ImportRequest(
    String url,
    Optional<String> mimeType,
    Optional<String> displayName,
    Optional<MediaType> mediaType,
    String parentFolderId,
    List<String> filePath,
    boolean isPrivate,
    List<String> labels,
    Optional<ExternalInfo> externalInfo,
    List<Map.Entry<String, String>> urlParams,
    List<Map.Entry<String, String>> urlHeaders) {
  public ImportRequest {
    filePath = List.copyOf(filePath);
    labels = List.copyOf(labels);
    urlParams = List.copyOf(urlParams);
    urlHeaders = List.copyOf(urlHeaders);
  }

  /** Without what may be a secret. */
  @Override
  public String toString() {
    return "ImportRequest[" + displayName.orElse("") + " into " + parentFolderId + "]";
  }
}
