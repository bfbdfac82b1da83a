package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.Installation.CheckResult;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.blob.disk.DiskUploadStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code vitrine check} says of uploads that are not finished. */
class UnfinishedUploadsIT {
  private static final byte[] PDF = Samples.pdf(1_000);

  @Test
  void bytesThatNoUploadNamesAreOrphansAndOthersAreNot(@TempDir Path data) throws Exception {
    Config config = TestServer.config(data);
    String path;
    try (TestServer server = TestServer.start(config)) {
      TusClient tus = new TusClient(server);
      String url = tus.upload(2_000);
      tus.patch(url, 0, PDF);
      path = TusClient.path(url);
    }
    UploadKey leftOver = leftOver(config);

    try (Installation installation = Installation.open(config.storage())) {
      List<String> lines = new ArrayList<>();
      CheckResult found = installation.check(Optional.empty(), lines::add);
      assertThat(found.orphans()).isEqualTo(1);
      assertThat(found.removed()).isZero();
      assertThat(lines).singleElement().asString().contains("unfinished upload " + leftOver);
      assertThat(installation.check(Optional.of(Duration.ZERO), lines::add).removed()).isEqualTo(1);
      assertThat(installation.check(Optional.empty(), lines::add).orphans()).isZero();
    }
    try (TestServer server = TestServer.start(config)) {
      assertThat(new TusClient(server).offset(server.address() + path)).isEqualTo(PDF.length);
    }
  }

  /** What a crash leaves that comes between the making of an upload and its row. */
  private static UploadKey leftOver(Config config) throws Exception {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (DiskBlobStore blobs = DiskBlobStore.open(config.storage().blobFolder(), metrics);
        UploadStore uploads = DiskUploadStore.beside(blobs, metrics)) {
      return uploads.create();
    }
  }
}
