package io.vitrine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.blob.BlobStore;
import io.vitrine.delivery.transform.Pictures;
import io.vitrine.library.FileOpener;
import io.vitrine.library.LocalFiles;
import io.vitrine.media.PictureRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** The parts behind pictures by URL. */
record Transforms(Pictures pictures) implements AutoCloseable {

  /**
   * Opens the cache.
   *
   * @param renderer makes pictures
   */
  static Transforms open(
      Config config,
      PictureRenderer renderer,
      FileOpener files,
      BlobStore blobs,
      InstantSource clock,
      MeterRegistry metrics) {
    Path folder = config.storage().cacheFolder().resolve("transforms");
    try {
      Pictures pictures =
          Pictures.open(
              renderer, files, new LocalFiles(blobs), folder, config.cacheSize(), clock, metrics);
      return new Transforms(pictures);
    } catch (IOException failure) {
      throw new StartFailure(
          "the cache folder " + folder + " cannot be used: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() throws IOException {
    pictures.close();
  }
}
