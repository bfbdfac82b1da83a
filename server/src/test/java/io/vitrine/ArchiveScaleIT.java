package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.TestClient.Answer;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileMedia;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as large as one zip may be, by a server with little memory. */
class ArchiveScaleIT {
  private static final String KEY = "key-of-the-large-folder";
  private static final int FOLDERS = 100;
  private static final int FILES_IN_EACH = 998;
  private static final String ALL = "f".repeat(32);
  private static final byte[] BYTES = Samples.pdf(2_000);

  @TempDir private Path data;

  @Test
  void aFolderOfNearly100000EntriesComesWholeAndInPartsWithAHeapOf128() throws Exception {
    FileDescriptor file;
    try (VitrineProcess server = VitrineProcess.serve(data, "128m", "--admin-key", KEY);
        TestClient client = server.client(KEY)) {
      String id = client.upload("first.pdf", "application/pdf", BYTES).path("id").stringValue();
      server.terminate();
      server.exitStatus();
      file = fill(id);
    }
    try (VitrineProcess server = VitrineProcess.serve(data, "128m", "--admin-key", KEY);
        TestClient client = server.client(KEY)) {
      String url =
          client
              .ask("/folders/" + ALL + "/generate-download-url", Map.of("folderId", ALL))
              .path("downloadUrl")
              .stringValue();
      int files = 0;
      try (ZipInputStream zip = new ZipInputStream(client.open(url))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          files += entry.isDirectory() ? 0 : 1;
          if (files % 1_000 == 1) {
            assertThat(crc(zip.readAllBytes()))
                .isEqualTo(entry.isDirectory() ? 0 : file.blob().orElseThrow().crc32());
          }
        }
      }
      assertThat(files).isEqualTo(FOLDERS * FILES_IN_EACH);
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Integer>> parts =
            java.util.stream.IntStream.range(0, 8)
                .mapToObj(
                    part ->
                        clients.submit(
                            () ->
                                client
                                    .send(
                                        client
                                            .plain(url)
                                            .header(
                                                "Range",
                                                "bytes=%d-%d"
                                                    .formatted(
                                                        part * 25_000_000L,
                                                        part * 25_000_000L + 999_999))
                                            .GET())
                                    .body()
                                    .length))
                .toList();
        for (Future<Integer> part : parts) {
          assertThat(part.get()).isEqualTo(1_000_000);
        }
      }
      String tooMuch =
          client
              .ask("/folders/media-root/generate-download-url", Map.of("folderId", "media-root"))
              .path("downloadUrl")
              .stringValue();
      for (int i = 0; i < 2; i++) {
        Answer answer = client.fetch(tooMuch);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorCode()).isEqualTo("ARCHIVE_TOO_LARGE");
      }
      assertThat(server.errors()).doesNotContain("OutOfMemoryError");
    }
  }

  /** Adds files of the same bytes in many folders, which by uploads would take long. */
  private FileDescriptor fill(String firstId) {
    try (Catalog catalog =
        SqliteCatalog.open(data.resolve("vitrine.db"), new SimpleMeterRegistry())) {
      FileDescriptor first = catalog.files().findInAnySite(firstId).orElseThrow();
      catalog.write(
          transaction -> {
            transaction.folders().insert(folder(first, ALL, RootFolder.MEDIA_ROOT.folderId()));
            return ALL;
          });
      // The last folder is beside the others, and one too many for a zip of them all.
      for (int number = 0; number <= FOLDERS; number++) {
        String folderId = "%032x".formatted(number + 1);
        String parentId = number < FOLDERS ? ALL : RootFolder.MEDIA_ROOT.folderId();
        int begin = number * FILES_IN_EACH;
        catalog.write(
            transaction -> {
              transaction.folders().insert(folder(first, folderId, parentId));
              for (int i = begin; i < begin + FILES_IN_EACH; i++) {
                BlobReference blob =
                    transaction.blobs().share(first.siteId(), first.blob().orElseThrow());
                transaction.files().insert(copy(first, i, folderId, blob));
              }
              return folderId;
            });
      }
      return first;
    }
  }

  private static Folder folder(FileDescriptor like, String folderId, String parentId) {
    return new Folder(
        like.siteId(),
        folderId,
        parentId,
        RootFolder.MEDIA_ROOT,
        "folder " + folderId,
        like.created(),
        like.updated());
  }

  private static FileDescriptor copy(
      FileDescriptor file, int number, String folderId, BlobReference blob) {
    return new FileDescriptor(
        file.siteId(),
        "c0ffee_%032x.pdf".formatted(number),
        folderId,
        "document number %d.pdf".formatted(number),
        file.mediaType(),
        file.mimeType(),
        false,
        file.operationStatus(),
        file.state(),
        Optional.of(blob),
        Optional.empty(),
        FileMedia.NONE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        file.created(),
        file.updated());
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
