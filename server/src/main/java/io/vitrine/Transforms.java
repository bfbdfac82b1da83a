package io.vitrine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.blob.BlobStore;
import io.vitrine.delivery.transform.Pictures;
import io.vitrine.library.FileOpener;
import io.vitrine.library.LocalFiles;
import io.vitrine.media.PictureRenderer;
import io.vitrine.media.imaging.ImagingPool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The parts behind pictures by URL.
 *
 * @param pool makes the pictures; empty when somebody else does
 */
record Transforms(Pictures pictures, Optional<ImagingPool> pool) implements AutoCloseable {

  /**
   * Opens the cache; processes for pictures start when they are needed.
   *
   * @param renderer makes pictures; empty for the one that the settings name
   */
  static Transforms open(
      Config config,
      Optional<PictureRenderer> renderer,
      FileOpener files,
      BlobStore blobs,
      InstantSource clock,
      MeterRegistry metrics) {
    Optional<ImagingPool> pool =
        renderer.isPresent()
            ? Optional.empty()
            : Optional.of(new ImagingPool(config.imaging(), metrics));
    Path folder = config.storage().cacheFolder().resolve("transforms");
    try {
      Pictures pictures =
          Pictures.open(
              renderer.or(() -> pool).orElseThrow(),
              files,
              new LocalFiles(blobs),
              folder,
              config.cacheSize(),
              clock,
              metrics);
      return new Transforms(pictures, pool);
    } catch (IOException failure) {
      throw new StartFailure(
          "the cache folder " + folder + " cannot be used: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() throws IOException {
    pictures.close();
    pool.ifPresent(ImagingPool::close);
  }
}
