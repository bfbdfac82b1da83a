package io.vitrine.api;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.library.AssetPaths;
import java.util.List;
import java.util.stream.Collectors;

/** The paths under which a film is streamed (contract: delivery.md section 9.2). */
final class StreamPaths {
  private StreamPaths() {}

  /**
   * The HLS master playlist.
   *
   * @param rungs progressive variants, in the order in which players see them
   */
  static String master(FileDescriptor file, List<Asset> rungs) {
    return of(file, rungs, "master.m3u8");
  }

  private static String of(FileDescriptor file, List<Asset> rungs, String name) {
    String names =
        rungs.stream()
            .map(rung -> AssetPaths.rung(rung.key()).orElseThrow())
            .collect(Collectors.joining(",", ",", ","));
    return "/video/" + file.id() + "/" + names + "/mp4/file.mp4.urlset/" + name;
  }
}
