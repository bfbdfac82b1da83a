package io.vitrine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.media.imaging.FaceModel;
import io.vitrine.media.imaging.ImagingSettings;
import io.vitrine.media.scanner.ScanStep;
import io.vitrine.media.scanner.ScannerAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks over an installation and says how to mend what is wrong (contract: operator.md). */
public final class Doctor {
  private static final long LITTLE_SPACE = 2_000_000_000L;
  private static final Instant RELEASED = Instant.parse("2026-01-01T00:00:00Z");

  private final Config.Storage storage;
  private final Config.Tools tools;

  /**
   * For an installation.
   *
   * @param tools what the operator named
   */
  public Doctor(Config.Storage storage, Config.Tools tools) {
    this.storage = storage;
    this.tools = tools;
  }

  /** How well a part is. */
  public enum State {
    OK,
    WARN,
    BAD
  }

  /**
   * What was found out about one part.
   *
   * @param remedy what to do, when something is wrong
   */
  public record Finding(State state, String subject, String detail, Optional<String> remedy) {
    static Finding ok(String subject, String detail) {
      return new Finding(State.OK, subject, detail, Optional.empty());
    }
  }

  /** Looks at every part, in the order in which a failure would hurt. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    Finding folder = folder();
    findings.add(folder);
    if (folder.state() != State.BAD) {
      findings.add(space());
      findings.add(flushing());
      findings.add(database());
      findings.add(pictures());
      findings.add(new VideoDoctor(tools.ffmpeg(), tools.ffprobe(), scratch()).examine());
      tools.scanner().map(Config.Scanner::address).map(Doctor::scanner).ifPresent(findings::add);
      findings.add(PictureDoctor.faces(FaceModel.installed()));
      findings.addAll(DocumentDoctor.ofThisMachine().examine());
    }
    findings.add(clock());
    return findings;
  }

  private static Finding java() {
    Runtime.Version version = Runtime.version();
    String detail =
        "%s on %s, heap up to %d MB, %d cores"
            .formatted(
                version,
                System.getProperty("os.arch"),
                Runtime.getRuntime().maxMemory() / 1_000_000,
                Runtime.getRuntime().availableProcessors());
    return Finding.ok("java", detail);
  }

  private Finding folder() {
    try {
      Files.createDirectories(storage.data());
      Files.createDirectories(storage.blobFolder());
      return Finding.ok("data", storage.data().toString());
    } catch (IOException failure) {
      return new Finding(
          State.BAD,
          "data",
          "cannot be made: " + failure.getMessage(),
          Optional.of("name a folder that this user may write with --data"));
    }
  }

  private Finding space() {
    try {
      FileStore store = Files.getFileStore(storage.blobFolder());
      long usable = store.getUsableSpace();
      String detail = "%d MB of %d MB free".formatted(usable / 1_000_000, total(store));
      return usable < LITTLE_SPACE
          ? new Finding(
              State.WARN, "disk", detail, Optional.of("uploads are refused when it gets full"))
          : Finding.ok("disk", detail);
    } catch (IOException failure) {
      return new Finding(State.WARN, "disk", failure.getMessage(), Optional.empty());
    }
  }

  private static long total(FileStore store) throws IOException {
    return store.getTotalSpace() / 1_000_000;
  }

  private Finding flushing() {
    int rounds = 20;
    Path probe = storage.blobFolder().resolve("doctor.probe");
    try (FileChannel channel =
        FileChannel.open(
            probe,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long start = System.nanoTime();
      for (int i = 0; i < rounds; i++) {
        channel.write(ByteBuffer.allocate(4096), 0);
        channel.force(true);
      }
      double milliseconds = (System.nanoTime() - start) / 1e6 / rounds;
      String detail = "a flush takes %.2f ms".formatted(milliseconds);
      if (milliseconds < 0.02) {
        return new Finding(
            State.WARN,
            "fsync",
            detail + ", too quick to be true",
            Optional.of("a disk or library that ignores flushes can lose files on a power cut"));
      }
      return Finding.ok("fsync", detail);
    } catch (IOException failure) {
      return new Finding(
          State.BAD,
          "fsync",
          "the blob folder cannot be written: " + failure.getMessage(),
          Optional.of("give this user the right to write " + storage.blobFolder()));
    }
  }

  private Finding database() {
    long start = System.nanoTime();
    try (SqliteCatalog catalog =
        SqliteCatalog.open(storage.databaseFile(), new SimpleMeterRegistry())) {
      catalog.checkHealth();
      long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      return Finding.ok("database", storage.databaseFile() + " opened in " + milliseconds + " ms");
    } catch (CatalogException failure) {
      return new Finding(
          State.BAD,
          "database",
          failure.getMessage(),
          Optional.of("restore " + storage.databaseFile() + " from a backup"));
    }
  }

  private Finding pictures() {
    return new PictureDoctor(ImagingSettings.forThisMachine(tools.libvips(), scratch())).examine();
  }

  /** Not a folder of a server, which may be running. */
  private Path scratch() {
    return storage.data().resolve("doctor");
  }

  private static Finding scanner(ScannerAddress address) {
    try {
      return Finding.ok("scanner", new ScanStep(address).version() + " at " + address);
    } catch (IOException failure) {
      return new Finding(
          State.BAD,
          "scanner",
          failure.getMessage(),
          Optional.of("start clamd, or correct --scanner: until then no file gets READY"));
    }
  }

  private static Finding clock() {
    Instant now = Instant.now();
    return now.isBefore(RELEASED)
        ? new Finding(
            State.BAD,
            "clock",
            now + " lies in the past",
            Optional.of("set the clock: signed URLs depend on it"))
        : Finding.ok("clock", now.toString());
  }
}
