package io.vitrine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileMedia;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.State;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaType;
import io.vitrine.media.cmaf.DeliveredFilm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Puts films into the catalog and the blobs of a running server, as a process beside it would:
 * streaming is tested without the time that processing takes.
 */
final class FilmShelf implements AutoCloseable {
  private final SecureRandom random = new SecureRandom();
  private final Catalog catalog;
  private final DiskBlobStore blobs;
  private final String siteId;

  FilmShelf(Path data) throws IOException {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    catalog = SqliteCatalog.open(data.resolve("vitrine.db"), metrics);
    blobs = DiskBlobStore.open(data.resolve("blobs"), metrics);
    siteId = catalog.sites().list().getFirst().id();
  }

  String siteId() {
    return siteId;
  }

  /** A film with these variants, and some bytes for an original; gives its ID. */
  String add(Optional<DeliveredFilm> film, boolean isPrivate) throws IOException {
    return add(film, isPrivate, OperationStatus.READY);
  }

  /** As the other, in this state. */
  String add(Optional<DeliveredFilm> film, boolean isPrivate, OperationStatus status)
      throws IOException {
    byte[] number = new byte[16];
    random.nextBytes(number);
    String id = "c0ffee_" + HexFormat.of().formatHex(number);
    BlobReference original = store(number);
    List<Asset> assets = new ArrayList<>();
    if (film.isPresent()) {
      for (MadeAsset made : film.get().assets().values()) {
        assets.add(asset(made));
      }
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    catalog.write(
        transaction -> {
          transaction
              .files()
              .insert(
                  new FileDescriptor(
                      siteId,
                      id,
                      "media-root",
                      "film.mp4",
                      MediaType.VIDEO,
                      "video/mp4",
                      isPrivate,
                      status,
                      State.OK,
                      Optional.of(transaction.blobs().share(siteId, original)),
                      Optional.empty(),
                      FileMedia.NONE,
                      List.of(),
                      List.of(),
                      Optional.empty(),
                      Optional.empty(),
                      now,
                      now));
          transaction
              .files()
              .putAssets(
                  siteId, id, assets.stream().map(asset -> shared(transaction, asset)).toList());
          return null;
        });
    return id;
  }

  private Asset shared(Catalog.Transaction transaction, Asset asset) {
    return new Asset(
        asset.key(),
        asset.state(),
        asset.blob().map(blob -> transaction.blobs().share(siteId, blob)),
        asset.mimeType(),
        asset.pixelSize(),
        asset.duration(),
        asset.bitrate(),
        asset.details(),
        asset.failure());
  }

  private Asset asset(MadeAsset made) throws IOException {
    return new Asset(
        made.key(),
        AssetState.READY,
        Optional.of(store(Files.readAllBytes(made.file()))),
        made.mimeType(),
        made.pixelSize(),
        made.duration(),
        made.bitrate(),
        made.details(),
        Optional.empty());
  }

  private BlobReference store(byte[] bytes) throws IOException {
    try (BlobWriter writer = blobs.create()) {
      writer.write(ByteBuffer.wrap(bytes));
      WrittenBlob written = writer.commit();
      return new BlobReference(
          written.key().value(), written.size(), written.sha256(), written.crc32());
    }
  }

  @Override
  public void close() throws IOException {
    blobs.close();
    catalog.close();
  }
}
