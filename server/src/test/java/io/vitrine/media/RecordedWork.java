package io.vitrine.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A workpiece that keeps what its steps say, for their tests. */
public final class RecordedWork implements Workpiece {
  private final SourceFile source;
  private final Path folder;
  private final Path kept;
  private MediaFacts facts = MediaFacts.NONE;
  private final Set<String> planned = new LinkedHashSet<>();
  private final Map<String, MadeAsset> assets = new LinkedHashMap<>();
  private final Map<String, ProcessingException.Code> failed = new LinkedHashMap<>();
  private final List<Double> progress = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int published;

  /**
   * @param folder below which both what is being made and what was delivered lie
   */
  public RecordedWork(SourceFile source, Path folder) throws IOException {
    this.source = source;
    this.folder = Files.createTempDirectory(folder, "work");
    this.kept = Files.createTempDirectory(folder, "kept");
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
    return assets.get(assetKey).details();
  }

  @Override
  public void deliver(MadeAsset asset) throws IOException {
    Path file = Files.move(asset.file(), kept.resolve(asset.key()));
    assets.put(
        asset.key(),
        new MadeAsset(
            asset.key(),
            file,
            asset.mimeType(),
            asset.pixelSize(),
            asset.duration(),
            asset.bitrate(),
            asset.details()));
  }

  @Override
  public void fail(String assetKey, ProcessingException.Code code, String message) {
    failed.put(assetKey, code);
  }

  @Override
  public void publish() {
    published++;
  }

  @Override
  public void searchable(String words) {
    text.append(words);
  }

  @Override
  public void progress(double share) {
    progress.add(share);
  }

  /** What was planned, in order. */
  public Set<String> planned() {
    return planned;
  }

  /** What was delivered, by key; the files lie where they stay. */
  public Map<String, MadeAsset> assets() {
    return assets;
  }

  /** What cannot be made. */
  public Map<String, ProcessingException.Code> failed() {
    return failed;
  }

  /** Every share that was told. */
  public List<Double> progress() {
    return progress;
  }

  /** How often what was there so far was shown. */
  public int published() {
    return published;
  }

  /** What a search shall find. */
  public String text() {
    return text.toString();
  }
}
