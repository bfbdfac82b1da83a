package io.vitrine.delivery;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.http.ContentDisposition;
import io.vitrine.http.Guard;
import io.vitrine.http.Header;
import io.vitrine.http.Representations;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.http.Routes;
import io.vitrine.library.AssetPaths;
import io.vitrine.library.FileOpener;
import io.vitrine.library.TypeIcon;
import io.vitrine.media.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The public URLs of files, one path per media type (contract: delivery.md sections 2 and 4). */
public final class PublicFiles {
  private final FileOpener files;
  private final PublicLookup lookup;
  private final FileRepresentations representations;
  private final TypeIcons icons;

  public PublicFiles(FileOpener files, FileRepresentations representations) {
    this.files = files;
    this.lookup = new PublicLookup(files);
    this.representations = representations;
    this.icons = new TypeIcons();
  }

  /** Declares the routes. */
  public void declare(Routes routes) {
    declare(routes, "/media/{id}", EnumSet.of(MediaType.IMAGE, MediaType.VECTOR));
    declare(routes, "/shapes/{id}", EnumSet.of(MediaType.VECTOR));
    declare(routes, "/video/{id}/file", EnumSet.of(MediaType.VIDEO));
    declare(routes, "/mp3/{id}", EnumSet.of(MediaType.AUDIO));
    declare(routes, "/ugd/{id}", EnumSet.of(MediaType.DOCUMENT));
    declare(routes, "/archives/{id}", EnumSet.of(MediaType.ARCHIVE));
    declare(routes, "/3d/{id}", EnumSet.of(MediaType.MODEL3D));
    declare(routes, "/raw/{id}", EnumSet.of(MediaType.OTHER));
    routes
        .add("GET", "/asset/{id}/{assetKey}", this::sendVariant)
        .withCors(PublicCors.POLICY)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
  }

  private void declare(Routes routes, String pattern, Set<MediaType> mediaTypes) {
    routes
        .add("GET", pattern, request -> send(request, mediaTypes))
        .withCors(PublicCors.POLICY)
        .quickWhen(this::findsHot)
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
  }

  /** What was found is kept for the answer, which must not have to ask the catalog after all. */
  private boolean findsHot(Request request) {
    Optional<FileDescriptor> hot =
        files
            .findHot(request.pathParameter("id"), Representations.LARGEST_WITHOUT_THREAD)
            .filter(representations::isKnown);
    hot.ifPresent(file -> request.put(FileDescriptor.class, file));
    return hot.isPresent();
  }

  private Response send(Request request, Set<MediaType> mediaTypes) throws IOException {
    String id = request.pathParameter("id");
    if (mediaTypes.contains(MediaType.IMAGE) && TypeIcon.find(id).isPresent()) {
      return Representations.respond(
          request,
          icons.representation(TypeIcon.find(id).orElseThrow(), PublicLookup.PUBLIC_MEDIA));
    }
    FileDescriptor file =
        lookup.require(
            request.find(FileDescriptor.class),
            id,
            found -> mediaTypes.contains(found.mediaType()));
    List<Header> headers = new ArrayList<>(PublicLookup.PUBLIC_MEDIA);
    if (!ContentSafety.isShown(file.mimeType()) && file.mediaType() != MediaType.VECTOR) {
      headers.add(
          new Header("Content-Disposition", ContentDisposition.attachment(file.displayName())));
    }
    return Representations.respond(request, representations.original(file, headers));
  }

  /** A variant that has no customary path of its own. */
  private Response sendVariant(Request request) throws IOException {
    String key = request.pathParameter("assetKey");
    FileDescriptor file =
        lookup.require(
            Optional.empty(),
            request.pathParameter("id"),
            found ->
                AssetPaths.isOffered(key)
                    && AssetPaths.rung(key).isEmpty()
                    && found.media().readyAsset(key).isPresent());
    Asset asset = file.media().readyAsset(key).orElseThrow();
    return Representations.respond(
        request,
        representations.original(
            FileOpener.variant(file, asset, false), PublicLookup.PUBLIC_MEDIA));
  }
}
