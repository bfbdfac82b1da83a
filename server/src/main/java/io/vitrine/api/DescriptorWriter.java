package io.vitrine.api;

import io.vitrine.api.FileJson.ArchiveJson;
import io.vitrine.api.FileJson.AudioJson;
import io.vitrine.api.FileJson.DocumentJson;
import io.vitrine.api.FileJson.ImageJson;
import io.vitrine.api.FileJson.ImageMediaJson;
import io.vitrine.api.FileJson.MediaJson;
import io.vitrine.api.FileJson.Model3dJson;
import io.vitrine.api.FileJson.OtherJson;
import io.vitrine.api.FileJson.VideoJson;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.library.FileIds;
import io.vitrine.library.TypeIcon;
import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes files and folders in the form of the wire (contract: types.md, processing.md section 4).
 */
public final class DescriptorWriter {
  private final String origin;

  /**
   * @param origin scheme, host and port of every URL written, such as {@code https://media.test}
   */
  public DescriptorWriter(String origin) {
    this.origin = origin;
  }

  /** The answer that holds one file: {@code {"file":{…}}}. */
  public Object fileAnswer(FileDescriptor file) {
    return Map.of("file", file(file));
  }

  FileJson file(FileDescriptor file) {
    String url = origin + FileIds.publicPath(file.mediaType(), file.id());
    Optional<BlobReference> blob = file.blob();
    String size = blob.map(bytes -> Long.toString(bytes.size())).orElse("-1");
    return new FileJson(
        file.id(),
        file.displayName(),
        url,
        file.parentFolderId(),
        blob.map(BlobReference::sha256).orElse(""),
        size,
        file.isPrivate(),
        file.mediaType().name(),
        file.operationStatus() == OperationStatus.READY ? media(file, url, size) : null,
        file.operationStatus().name(),
        file.sourceUrl().orElse(null),
        thumbnailUrl(file, url),
        file.labels(),
        Timestamps.format(file.created()),
        Timestamps.format(file.updated()),
        file.siteId(),
        file.state().name(),
        file.internalTags(),
        file.mimeType());
  }

  FolderJson folder(Folder folder) {
    return new FolderJson(
        folder.id(),
        folder.displayName(),
        folder.parentFolderId(),
        Timestamps.format(folder.created()),
        Timestamps.format(folder.updated()),
        folder.state().name(),
        folder.siteId());
  }

  private MediaJson media(FileDescriptor file, String url, String size) {
    String visible = file.isPrivate() ? "" : url;
    String id = file.id();
    String name = file.displayName();
    return switch (file.mediaType()) {
      case IMAGE -> new MediaJson(image(file, visible), null, null, null, null, null, null, null);
      case VECTOR -> new MediaJson(null, null, null, null, image(file, visible), null, null, null);
      case VIDEO ->
          new MediaJson(
              null,
              new VideoJson(id, List.of(), name, List.of()),
              null,
              null,
              null,
              null,
              null,
              null);
      case AUDIO ->
          new MediaJson(
              null, null, new AudioJson(id, List.of(), size), null, null, null, null, null);
      case DOCUMENT ->
          new MediaJson(
              null, null, null, new DocumentJson(id, visible, name), null, null, null, null);
      case ARCHIVE ->
          new MediaJson(
              null, null, null, null, null, new ArchiveJson(id, visible, size, name), null, null);
      case MODEL3D ->
          new MediaJson(
              null,
              null,
              null,
              null,
              null,
              null,
              new Model3dJson(id, visible, icon(MediaType.MODEL3D), name, size),
              null);
      case OTHER ->
          new MediaJson(
              null, null, null, null, null, null, null, new OtherJson(id, "raw", size, visible));
    };
  }

  private static ImageMediaJson image(FileDescriptor file, String url) {
    return new ImageMediaJson(
        new ImageJson(
            file.id(),
            url,
            file.pixelSize().map(PixelSize::height).orElse(null),
            file.pixelSize().map(PixelSize::width).orElse(null),
            file.displayName()),
        List.of());
  }

  private ImageJson icon(MediaType mediaType) {
    TypeIcon icon = TypeIcon.of(mediaType);
    return new ImageJson(
        icon.id(), origin + icon.publicPath(), TypeIcon.EDGE, TypeIcon.EDGE, icon.id());
  }

  private String thumbnailUrl(FileDescriptor file, String url) {
    boolean showsItself =
        !file.isPrivate()
            && (file.mediaType() == MediaType.IMAGE || file.mediaType() == MediaType.VECTOR);
    return showsItself ? url : origin + TypeIcon.of(file.mediaType()).publicPath();
  }
}
