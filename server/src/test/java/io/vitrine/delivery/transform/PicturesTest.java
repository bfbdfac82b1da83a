package io.vitrine.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.delivery.transform.Pictures.Picture;
import io.vitrine.delivery.transform.Pictures.Wanted;
import io.vitrine.library.FileOpener;
import io.vitrine.library.LocalFiles;
import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureOperation;
import io.vitrine.media.PictureRenderer;
import io.vitrine.media.Transformation;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  private static final Transformation SMALL =
      new Transformation(
          List.of(new PictureOperation.Fit(9, 9)),
          PictureAdjustments.NONE,
          PictureFormat.JPEG,
          OptionalInt.of(80),
          false,
          false);

  @TempDir private Path folder;

  /** A renderer that must not be asked. */
  private static final class NoRenderer implements PictureRenderer {
    @Override
    public void render(Path source, String mimeType, Transformation transformation, Path target) {
      throw new AssertionError("nothing is to be made");
    }

    @Override
    public Set<PictureFormat> formats() {
      return EnumSet.allOf(PictureFormat.class);
    }
  }

  @Test
  void whatLeftTheCacheIsNotMadeAnewByWhoMustNotWait() throws Exception {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    BlobReference source = new BlobReference("0".repeat(32), 1, "a".repeat(64), 0);
    Wanted wanted = new Wanted(source, "image/png", SMALL, PictureName.of(source, SMALL));
    Path file = Files.writeString(folder.resolve("result"), "picture");
    Picture picture = new Picture(wanted, file, 7);
    try (Catalog catalog = SqliteCatalog.open(folder.resolve("catalog.db"), metrics);
        DiskBlobStore blobs = DiskBlobStore.open(folder.resolve("blobs"), metrics);
        Pictures pictures =
            Pictures.open(
                new NoRenderer(),
                new FileOpener(catalog, blobs),
                new LocalFiles(blobs),
                folder.resolve("cache"),
                1_000_000,
                InstantSource.system(),
                metrics)) {
      try (FileChannel channel = pictures.openUntouched(picture)) {
        assertThat(channel.size()).isEqualTo(7);
      }
      Files.delete(file);

      assertThatExceptionOfType(PictureException.class)
          .isThrownBy(() -> pictures.openUntouched(picture))
          .matches(failure -> failure.reason() == Reason.BUSY);
    }
  }
}
