package io.vitrine.media.video;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A workpiece that keeps what steps tell and deliver, for tests of steps. */
final class RecordedWork implements Workpiece {
  private final SourceFile source;
  private final Path folder;
  private final Path kept;
  private final Map<String, MadeAsset> assets = new TreeMap<>();
  private final List<String> planned = new ArrayList<>();
  private final Map<String, String> failed = new TreeMap<>();
  private final List<Double> progress = new CopyOnWriteArrayList<>();
  private MediaFacts facts = MediaFacts.NONE;
  private int published;

  /** In a folder of its own below this one. */
  RecordedWork(SourceFile source, Path parent) throws IOException {
    this.source = source;
    this.folder = Files.createTempDirectory(parent, "work");
    this.kept = Files.createTempDirectory(parent, "kept");
  }

  Map<String, MadeAsset> assets() {
    return assets;
  }

  List<String> planned() {
    return planned;
  }

  Map<String, String> failed() {
    return failed;
  }

  List<Double> told() {
    return progress;
  }

  int published() {
    return published;
  }

  Path file(String key) {
    return assets.get(key).file();
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
    return assets.containsKey(assetKey);
  }

  @Override
  public String details(String assetKey) {
    return has(assetKey) ? assets.get(assetKey).details() : "";
  }

  @Override
  public void deliver(MadeAsset asset) throws IOException {
    Path place = kept.resolve(asset.key());
    Files.move(asset.file(), place, StandardCopyOption.REPLACE_EXISTING);
    assets.put(
        asset.key(),
        new MadeAsset(
            asset.key(),
            place,
            asset.mimeType(),
            asset.pixelSize(),
            asset.duration(),
            asset.bitrate(),
            asset.details()));
  }

  @Override
  public void fail(String assetKey, ProcessingException.Code code, String message) {
    failed.put(assetKey, message);
  }

  @Override
  public void publish() {
    published++;
  }

  @Override
  public void searchable(String text) {
    throw new AssertionError("a film has no text");
  }

  @Override
  public void progress(double share) {
    progress.add(share);
  }
}
