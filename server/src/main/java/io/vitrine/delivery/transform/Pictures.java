package io.vitrine.delivery.transform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.delivery.transform.PictureCache.Stored;
import io.vitrine.library.FileOpener;
import io.vitrine.library.LocalFile;
import io.vitrine.library.LocalFiles;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureRenderer;
import io.vitrine.media.Transformation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds pictures in the cache, or has them made: each once at a time, however many ask for it.
 * Whether a file may be seen is not asked here.
 */
public final class Pictures implements AutoCloseable {
  /** Longer than a renderer lets a picture wait and work (contract: delivery.md 8.5). */
  private static final Duration PATIENCE = Duration.ofSeconds(27);

  /** How long a picture that took too much is not tried again. */
  private static final Duration TOO_DEAR = Duration.ofMinutes(1);

  private static final int MOST_TOO_DEAR = 10_000;
  private static final int TRIES = 3;

  private final PictureRenderer renderer;
  private final OutputChoice output;
  private final LocalFiles sources;
  private final PictureStore store;
  private final CacheCare care;
  private final TransformMetrics metrics;
  private final Flights<PictureName, Stored> flights = new Flights<>();
  private final Cache<PictureName, String> tooDear =
      Caffeine.newBuilder().maximumSize(MOST_TOO_DEAR).expireAfterWrite(TOO_DEAR).build();

  private Pictures(
      PictureRenderer renderer,
      FileOpener files,
      LocalFiles sources,
      PictureStore store,
      TransformMetrics metrics) {
    this.renderer = renderer;
    this.output = new OutputChoice(renderer::formats);
    this.sources = sources;
    this.metrics = metrics;
    this.store = store;
    this.care = CacheCare.start(store, files::isReferred);
  }

  /**
   * Opens the cache.
   *
   * @param files tells which files are there
   * @param sources gives their bytes to the renderer
   * @param folder of the cache; made when it is missing, used by this process alone
   * @param mostBytes that results may take
   * @throws IOException when the folder cannot be made or written
   */
  public static Pictures open(
      PictureRenderer renderer,
      FileOpener files,
      LocalFiles sources,
      Path folder,
      long mostBytes,
      InstantSource clock,
      MeterRegistry registry)
      throws IOException {
    TransformMetrics metrics = new TransformMetrics(registry);
    PictureCache cache = PictureCache.open(folder, mostBytes, clock, metrics::evicted);
    metrics.watch(cache);
    PictureStore store = new PictureStore(cache, OverflowFolder.of(folder), clock);
    return new Pictures(renderer, files, sources, store, metrics);
  }

  /**
   * A picture that a client is to get; it may be made yet.
   *
   * @param source the bytes that it is made of
   * @param sourceType their media type
   */
  public record Wanted(
      BlobReference source, String sourceType, Transformation transformation, PictureName name) {

    /** Equal for equal sources and pictures: the key's SHA-256 in hex digits. */
    public String hash() {
      return name.hash();
    }
  }

  /** A picture that was found or made. */
  public record Picture(Wanted wanted, Path path, long length) {}

  /**
   * What a client gets of a file.
   *
   * @param file an image with bytes
   * @throws InvalidTransformation when what is asked for does not fit the image
   * @throws PictureException when it is not known what can be made here
   */
  public Wanted choose(FileDescriptor file, AskedPicture asked, Accepted accepted)
      throws PictureException, InterruptedException {
    BlobReference source = file.blob().orElseThrow();
    Transformation transformation =
        output.choose(asked, file.mimeType(), file.pixelSize(), accepted);
    return new Wanted(
        source, file.mimeType(), transformation, PictureName.of(source, transformation));
  }

  /**
   * Finds the picture, if it was made.
   *
   * @throws PictureException when it is not there and took too much a moment ago
   */
  public Optional<Picture> find(Wanted wanted) throws IOException, PictureException {
    Optional<Stored> cached = store.find(wanted.name());
    if (cached.isPresent()) {
      metrics.hit();
      return Optional.of(picture(wanted, cached.get()));
    }
    metrics.missed();
    requireAffordable(wanted);
    return Optional.empty();
  }

  private void requireAffordable(Wanted wanted) throws PictureException {
    String dear = tooDear.getIfPresent(wanted.name());
    if (dear != null) {
      throw new PictureException(Reason.OVER_BUDGET, dear);
    }
  }

  /** Whether somebody makes it: who asks for it too costs nothing. */
  public boolean isBeingMade(Wanted wanted) {
    return flights.isRunning(wanted.name());
  }

  /** The picture if it was found a moment ago and is untouched; waits for nothing. */
  public Optional<Picture> findUntouched(Wanted wanted) {
    Optional<Stored> stored = store.findUntouched(wanted.name());
    stored.ifPresent(_ -> metrics.hit());
    return stored.map(found -> picture(wanted, found));
  }

  /**
   * Opens a picture; made anew when it left the cache meanwhile.
   *
   * @throws IOException when that fails, too, or gives another length
   */
  public FileChannel open(Picture picture)
      throws IOException, PictureException, InterruptedException {
    Path path = picture.path();
    for (int tries = TRIES; ; tries--) {
      try {
        return FileChannel.open(path, StandardOpenOption.READ);
      } catch (NoSuchFileException evicted) {
        if (tries == 0) {
          throw evicted;
        }
        Picture again = findOrMake(picture.wanted());
        if (again.length() != picture.length()) {
          throw new IOException("a picture was made anew and has another length", evicted);
        }
        path = again.path();
      }
    }
  }

  private Picture findOrMake(Wanted wanted)
      throws IOException, PictureException, InterruptedException {
    Optional<Picture> found = find(wanted);
    return found.isPresent() ? found.get() : make(wanted);
  }

  /**
   * Opens a picture that was there a moment ago; waits for nothing.
   *
   * @throws PictureException {@code BUSY} when it left the cache meanwhile
   */
  public FileChannel openUntouched(Picture picture) throws IOException, PictureException {
    try {
      return FileChannel.open(picture.path(), StandardOpenOption.READ);
    } catch (NoSuchFileException evicted) {
      throw new PictureException(Reason.BUSY, "the picture just left the cache");
    }
  }

  /** Removes all that was made of a blob, which is about to go. */
  public void forget(String blobKey) throws IOException {
    store.remove(blobKey);
  }

  private static Picture picture(Wanted wanted, Stored stored) {
    return new Picture(wanted, stored.path(), stored.length());
  }

  /**
   * Makes a picture that was not found, or waits for who is at it.
   *
   * @throws FileNotFoundException when the source is gone
   */
  public Picture make(Wanted wanted) throws IOException, PictureException, InterruptedException {
    try {
      Stored made =
          flights
              .join(wanted.name(), PATIENCE, () -> makeNow(wanted))
              .orElseThrow(() -> new PictureException(Reason.BUSY, "the picture takes too long"));
      return picture(wanted, made);
    } catch (IOException | PictureException | InterruptedException | RuntimeException failure) {
      throw failure;
    } catch (Exception other) {
      throw new IllegalStateException("no other failure is possible", other);
    }
  }

  private Stored makeNow(Wanted wanted) throws IOException, PictureException, InterruptedException {
    // Another thread may have made it between the look and the turn.
    Optional<Stored> made = store.find(wanted.name());
    if (made.isPresent()) {
      return made.get();
    }
    requireAffordable(wanted);
    try (LocalFile source = sources.open(wanted.source())) {
      return store.make(wanted.name(), target -> render(source.path(), wanted, target));
    } catch (PictureException failure) {
      requireStillThere(wanted.source(), failure);
      throw failure;
    }
  }

  private void render(Path source, Wanted wanted, Path target)
      throws PictureException, InterruptedException {
    long start = System.nanoTime();
    String outcome = "failed";
    try {
      renderer.render(source, wanted.sourceType(), wanted.transformation(), target);
      outcome = "made";
    } catch (PictureException failure) {
      outcome = failure.reason().name().toLowerCase(Locale.ROOT);
      if (failure.reason() == Reason.OVER_BUDGET) {
        tooDear.put(wanted.name(), failure.getMessage());
      }
      throw failure;
    } finally {
      metrics.rendered(
          wanted.transformation().format(), outcome, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** A file that is deleted while it is rendered is not a damaged one. */
  private void requireStillThere(BlobReference source, PictureException failure)
      throws IOException {
    try {
      sources.open(source).close();
    } catch (FileNotFoundException gone) {
      gone.addSuppressed(failure);
      throw gone;
    }
  }

  @Override
  public void close() throws IOException {
    care.close();
    store.close();
  }
}
