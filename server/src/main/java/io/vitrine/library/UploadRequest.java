package io.vitrine.library;

import io.vitrine.catalog.ExternalInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a caller tells of a file before sending it (contract: files-api.md section 8.1).
 *
 * @param mimeType {@code application/octet-stream} to have it found out
 * @param fileName any text
 * @param sizeInBytes the only size that will be taken
 * @param parentFolderId where the file goes; {@code filePath} begins there
 * @param filePath names of folders that are made when missing
 */
public record UploadRequest(
    String mimeType,
    Optional<String> fileName,
    OptionalLong sizeInBytes,
    String parentFolderId,
    List<String> filePath,
    boolean isPrivate,
    List<String> labels,
    List<String> internalTags,
    Optional<ExternalInfo> externalInfo) {}
