package io.vitrine.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A workpiece of one file that remembers what the steps did with it. */
public final class Workbench implements Workpiece {
  private final SourceFile source;
  private final Path folder;
  private final Path delivered;
  private MediaFacts facts = MediaFacts.NONE;
  private final Map<String, MadeAsset> assets = new TreeMap<>();
  private final Map<String, ProcessingException.Code> failures = new TreeMap<>();
  private final Collection<String> planned = new TreeSet<>();
  private final List<Double> progress = new ArrayList<>();
  private String words = "";

  /**
   * For a file whose bytes tell its type.
   *
   * @param scratch where the work is done, in new folders
   */
  public Workbench(Path file, Path scratch) throws IOException {
    this.source = look(file);
    this.folder = Files.createTempDirectory(scratch, "work");
    this.delivered = Files.createTempDirectory(scratch, "delivered");
  }

  private static SourceFile look(Path file) throws IOException {
    MediaFormats formats = new MediaFormats();
    try (FileBytes bytes = FileBytes.open(file)) {
      String name = file.getFileName().toString();
      Detection detection = new Detector(formats).detect(bytes, Optional.of(name));
      MediaFormat format =
          detection instanceof Detection.Known known
              ? known.format()
              : formats.byFileName(name).orElseThrow();
      return new SourceFile(
          file, format.mediaType(), format.mimeType(), false, bytes.size(), Optional.empty());
    }
  }

  /** Has the steps do their work in this order. */
  public Workbench run(ProcessingStep... steps) throws Exception {
    for (ProcessingStep step : steps) {
      step.run(this);
    }
    return this;
  }

  public Map<String, MadeAsset> assets() {
    return assets;
  }

  public Map<String, ProcessingException.Code> failures() {
    return failures;
  }

  public Collection<String> planned() {
    return planned;
  }

  public List<Double> progress() {
    return progress;
  }

  public String words() {
    return words;
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

  /** As the catalog would give it back. */
  @Override
  public void note(UnaryOperator<MediaFacts> change) {
    facts = MediaFacts.parse(change.apply(facts).json());
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
    if (!asset.file().startsWith(folder)) {
      throw new IOException(asset.file() + " lies outside of the workpiece");
    }
    Path kept = delivered.resolve(asset.key());
    Files.move(asset.file(), kept);
    assets.put(
        asset.key(),
        new MadeAsset(
            asset.key(),
            kept,
            asset.mimeType(),
            asset.pixelSize(),
            asset.duration(),
            asset.bitrate(),
            asset.details()));
  }

  @Override
  public void fail(String assetKey, ProcessingException.Code code, String message) {
    failures.put(assetKey, code);
  }

  @Override
  public void publish() {}

  @Override
  public void searchable(String text) {
    words = text;
  }

  @Override
  public void progress(double share) {
    progress.add(share);
  }
}
