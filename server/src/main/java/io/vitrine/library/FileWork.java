package io.vitrine.library;

import io.vitrine.blob.BlobStore;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.FileMedia;
import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One file under work. Keeps apart what others see already and what has been made since, which they
 * see together, or never.
 */
final class FileWork implements Workpiece, AutoCloseable {
  private static final int BUFFER = 256 << 10;
  private static final int MOST_TEXT = 200_000;

  private final SourceFile source;
  private final WorkFolders folders;
  private final BlobStore blobs;
  private final FileLedger ledger;
  private final ProgressReport progress;
  private final boolean publishes;
  private final Map<String, Asset> shown = new LinkedHashMap<>();
  private final Map<String, Asset> made = new LinkedHashMap<>();
  private final Set<String> plannedByStep = new LinkedHashSet<>();
  private Optional<Path> folder = Optional.empty();
  private MediaFacts shownFacts;
  private MediaFacts facts;
  private Optional<String> text = Optional.empty();

  /**
   * @param folders has the place for what is written meanwhile
   * @param known what earlier jobs made
   * @param publishes whether others may see parts of the work; else they see all of it at its end
   */
  FileWork(
      SourceFile source,
      WorkFolders folders,
      FileMedia known,
      BlobStore blobs,
      FileLedger ledger,
      ProgressReport progress,
      boolean publishes) {
    this.source = source;
    this.folders = folders;
    this.blobs = blobs;
    this.ledger = ledger;
    this.progress = progress;
    this.publishes = publishes;
    known.assets().forEach(asset -> shown.put(asset.key(), asset));
    this.shownFacts = MediaFacts.parse(known.facts());
    this.facts = shownFacts;
  }

  @Override
  public SourceFile source() {
    return source;
  }

  /** Made when it is first asked for: most pictures need none. */
  @Override
  public synchronized Path folder() {
    if (folder.isEmpty()) {
      try {
        folder = Optional.of(folders.make());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return folder.get();
  }

  @Override
  public synchronized MediaFacts facts() {
    return facts;
  }

  @Override
  public synchronized void note(UnaryOperator<MediaFacts> change) {
    facts = change.apply(facts);
  }

  @Override
  public synchronized void plan(Collection<String> assetKeys) {
    plannedByStep.addAll(assetKeys);
    assetKeys.stream().filter(key -> !has(key)).forEach(key -> made.put(key, Asset.pending(key)));
  }

  @Override
  public synchronized boolean has(String assetKey) {
    return ready(assetKey).isPresent();
  }

  @Override
  public synchronized String details(String assetKey) {
    return ready(assetKey).map(Asset::details).orElse("");
  }

  private Optional<Asset> ready(String assetKey) {
    return Optional.ofNullable(made.get(assetKey))
        .or(() -> Optional.ofNullable(shown.get(assetKey)))
        .filter(asset -> asset.state() == AssetState.READY);
  }

  @Override
  public synchronized void deliver(MadeAsset asset) throws IOException {
    WrittenBlob blob = store(asset.file());
    Asset former =
        made.put(
            asset.key(),
            new Asset(
                asset.key(),
                AssetState.READY,
                Optional.of(
                    new BlobReference(
                        blob.key().value(), blob.size(), blob.sha256(), blob.crc32())),
                asset.mimeType(),
                asset.pixelSize(),
                asset.duration(),
                asset.bitrate(),
                asset.details(),
                Optional.empty()));
    if (former != null) {
      ledger.remove(former.blob().stream().toList());
    }
    Files.deleteIfExists(asset.file());
  }

  private WrittenBlob store(Path file) throws IOException {
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
        BlobWriter to = blobs.create()) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (from.read(buffer) >= 0) {
        to.write(buffer.flip());
        buffer.clear();
      }
      return to.commit();
    }
  }

  @Override
  public synchronized void fail(String assetKey, ProcessingException.Code code, String message) {
    Asset former = made.put(assetKey, Asset.failed(assetKey, failure(code, message)));
    if (former != null) {
      ledger.remove(former.blob().stream().toList());
    }
  }

  @Override
  public synchronized void publish() {
    if (publishes) {
      ledger.publish(take());
    }
  }

  @Override
  public synchronized void searchable(String words) {
    String all = text.map(known -> known + " " + words).orElse(words);
    text = Optional.of(all.substring(0, Math.min(all.length(), MOST_TEXT)));
  }

  /** Not synchronized: another thread than that of the step may tell how far a program is. */
  @Override
  public void progress(double share) {
    progress.advance(share, this::newPlans);
  }

  /** A step begins. */
  void begin(String step) {
    synchronized (this) {
      plannedByStep.clear();
    }
    progress.begin(step, this::newPlans);
  }

  /** The step has ended well; what it planned and did not make is failed. */
  synchronized void succeed() {
    failPlanned(failure(ProcessingException.Code.PROCESSING_FAILED, "it was not made"));
  }

  /** The step failed: what it made is dropped, and what it planned is failed. */
  synchronized void drop(FileFailure failure) {
    removeMade();
    failPlanned(failure);
  }

  /** Hands over what was made since the last time; the caller is responsible for its bytes. */
  synchronized Made take() {
    Made all =
        new Made(
            List.copyOf(made.values()),
            facts.equals(shownFacts) ? Optional.empty() : Optional.of(facts),
            text);
    shown.putAll(made);
    shownFacts = facts;
    made.clear();
    text = Optional.empty();
    return all;
  }

  /** Removes the bytes that nobody took, and the folder. */
  @Override
  public synchronized void close() {
    removeMade();
    folder.ifPresent(WorkFolders::remove);
  }

  static FileFailure failure(ProcessingException.Code code, String message) {
    return new FileFailure(code.name(), message, Map.of());
  }

  private void removeMade() {
    ledger.remove(made.values().stream().flatMap(asset -> asset.blob().stream()).toList());
    made.clear();
    facts = shownFacts;
    text = Optional.empty();
  }

  private void failPlanned(FileFailure failure) {
    for (String key : plannedByStep) {
      boolean settled = made.containsKey(key) && made.get(key).state() != AssetState.PENDING;
      if (!settled && !has(key)) {
        made.put(key, Asset.failed(key, failure));
      }
    }
  }

  /** The variants that were planned and that others do not know of; they do from now on. */
  private synchronized List<Asset> newPlans() {
    List<Asset> plans =
        made.values().stream()
            .filter(asset -> asset.state() == AssetState.PENDING)
            .filter(asset -> !asset.equals(shown.get(asset.key())))
            .toList();
    plans.forEach(asset -> shown.put(asset.key(), asset));
    return plans;
  }
}
