package io.vitrine.media.imaging;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps what steps do to a file, for tests to look at. */
final class RecordingWorkpiece implements Workpiece {
  final Map<String, MadeAsset> delivered = new HashMap<>();
  final List<String> planned = new ArrayList<>();
  private final SourceFile source;
  private final Path folder;
  private MediaFacts facts = MediaFacts.NONE;

  RecordingWorkpiece(Path file, MediaType type, String mimeType, boolean isPrivate, Path folder)
      throws IOException {
    this.source =
        new SourceFile(file, type, mimeType, isPrivate, Files.size(file), Optional.empty());
    this.folder = Files.createTempDirectory(folder, "work");
  }

  @Override
  public SourceFile source() {
    return source;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public MediaFacts facts() {
    return facts;
  }

  @Override
  public void note(UnaryOperator<MediaFacts> change) {
    facts = change.apply(facts);
  }

  @Override
  public void plan(Collection<String> assetKeys) {
    planned.addAll(assetKeys);
  }

  @Override
  public boolean has(String assetKey) {
    return delivered.containsKey(assetKey);
  }

  @Override
  public String details(String assetKey) {
    return has(assetKey) ? delivered.get(assetKey).details() : "";
  }

  @Override
  public void deliver(MadeAsset asset) {
    delivered.put(asset.key(), asset);
  }

  @Override
  public void fail(String assetKey, ProcessingException.Code code, String message) {
    throw new AssertionError(assetKey + " failed: " + code + " " + message);
  }

  @Override
  public void publish() {}

  @Override
  public void searchable(String text) {}

  @Override
  public void progress(double share) {}
}
