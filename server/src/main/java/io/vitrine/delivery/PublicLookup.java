package io.vitrine.delivery;

import io.vitrine.catalog.FileDescriptor;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.library.FileIds;
import io.vitrine.library.FileOpener;
import io.vitrine.library.SoundName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which file a public URL leads to, and whether strangers may have it (delivery.md 2, 4, H18). */
final class PublicLookup {
  /** Of what is public: the bytes behind a URL never change. */
  static final List<Header> PUBLIC_MEDIA =
      List.of(
          new Header("Cache-Control", "public, max-age=31536000, immutable"),
          new Header("Cross-Origin-Resource-Policy", "cross-origin"),
          new Header("Timing-Allow-Origin", "*"));

  private final FileOpener files;

  PublicLookup(FileOpener files) {
    this.files = files;
  }

  /**
   * The file.
   *
   * @param known what was found already
   * @param kind what the URL may lead to
   * @throws HttpProblem 404 when there is none or it is not ready, 403 when it is private
   */
  FileDescriptor require(
      Optional<FileDescriptor> known, String id, Predicate<FileDescriptor> kind) {
    Optional<FileDescriptor> found = known.or(() -> find(id)).filter(kind);
    // Before anything else: not even its state is told of a private file.
    if (found.filter(FileDescriptor::isPrivate).isPresent()) {
      throw new HttpProblem(
          403, "PERMISSION_DENIED", "the file is private; ask for a download URL");
    }
    return ready(found);
  }

  private Optional<FileDescriptor> find(String id) {
    if (!FileIds.isWellFormed(id) && SoundName.parse(id).isEmpty()) {
      throw notFound(List.of());
    }
    return files.find(id);
  }

  private static FileDescriptor ready(Optional<FileDescriptor> found) {
    FileDescriptor file =
        found.orElseThrow(() -> notFound(List.of(new Header("Cache-Control", "max-age=5"))));
    return switch (file.operationStatus()) {
      case READY -> file;
      case FAILED -> throw notFound(List.of());
      case PENDING -> throw notFound(List.of(new Header("Retry-After", "2")));
    };
  }

  private static HttpProblem notFound(List<Header> headers) {
    return new HttpProblem(404, "NOT_FOUND", "there is no such file", Map.of(), headers);
  }
}
