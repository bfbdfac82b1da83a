package io.vitrine.bench;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A file in the works without a server around it: what is made lies in a folder. */
final class BenchWork implements Workpiece {
  private final SourceFile source;
  private final Path folder;
  private final Path kept;
  private final Map<String, MadeAsset> assets = new HashMap<>();
  private MediaFacts facts = MediaFacts.NONE;

  /**
   * @param folder for the steps
   * @param kept for what they deliver
   */
  BenchWork(SourceFile source, Path folder, Path kept) {
    this.source = source;
    this.folder = folder;
    this.kept = kept;
  }

  /** A variant that was delivered. */
  Path made(String key) throws IOException {
    if (!has(key)) {
      throw new IOException("the steps did not make " + key);
    }
    return kept.resolve(key);
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
  public boolean has(String assetKey) {
    return assets.containsKey(assetKey);
  }

  @Override
  public String details(String assetKey) {
    return has(assetKey) ? assets.get(assetKey).details() : "";
  }

  @Override
  public void deliver(MadeAsset asset) throws IOException {
    Files.move(asset.file(), kept.resolve(asset.key()));
    assets.put(asset.key(), asset);
  }

  @Override
  public void fail(String assetKey, ProcessingException.Code code, String message) {
    throw new IllegalStateException(assetKey + " cannot be made: " + message);
  }

  @Override
  public void plan(Collection<String> assetKeys) {
    // Nobody watches.
  }

  @Override
  public void publish() {
    // Nobody watches.
  }

  @Override
  public void searchable(String text) {
    // Nobody searches.
  }

  @Override
  public void progress(double share) {
    // Nobody watches.
  }
}
