package io.vitrine;

import io.vitrine.blob.disk.DiskOptions;
import io.vitrine.http.Routes;
import io.vitrine.library.ProcessingLimits;
import io.vitrine.library.ProcessingPlan;
import io.vitrine.media.PictureRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A whole server on a free port with a data folder of its own, and the administrator who talks to
 * it.
 */
public final class TestServer extends TestClient {
  /** The key of the administrator of every test server. */
  public static final String ADMIN_KEY = "test-admin-key";

  private final Path data;
  private final boolean ownsData;
  private final Server server;

  private TestServer(Path data, boolean ownsData, Server server) {
    super(server.address(), ADMIN_KEY);
    this.data = data;
    this.ownsData = ownsData;
    this.server = server;
  }

  /** A server with an empty data folder, which goes with it. */
  public static TestServer start() {
    return start(Optional.empty(), OptionalLong.empty());
  }

  /**
   * A server with an empty data folder, which goes with it.
   *
   * @param secret that signs; empty to have one made
   * @param quota bytes that a site may hold
   */
  public static TestServer start(Optional<String> secret, OptionalLong quota) {
    try {
      Path data = Files.createTempDirectory("vitrine-test");
      return new TestServer(
          data,
          true,
          Server.start(
              config(data, secret, quota), DiskOptions.SAFE, nameless(), withoutProcessing()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A server with these settings; its data folder stays. */
  public static TestServer start(Config config) {
    return start(config, nameless());
  }

  /** A server with these settings in a world of the test's; its data folder stays. */
  static TestServer start(Config config, Outside outside) {
    return new TestServer(
        config.storage().data(),
        false,
        Server.start(config, DiskOptions.SAFE, outside, withoutProcessing()));
  }

  /**
   * A server with an empty data folder, which goes with it, that processes files with the tools of
   * this machine. The others take every file as it is: most tests are about something else, and
   * their files hold nothing.
   */
  static TestServer startProcessing() {
    return startProcessing(Config.Tools.OF_THE_SYSTEM);
  }

  /** As {@link #startProcessing()}, with tools of the test's. */
  static TestServer startProcessing(Config.Tools tools) {
    try {
      Path data = Files.createTempDirectory("vitrine-test");
      return new TestServer(
          data,
          true,
          Server.start(with(config(data), tools), DiskOptions.SAFE, nameless(), Engines.real()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Config with(Config base, Config.Tools tools) {
    return new Config(
        base.host(),
        base.port(),
        base.storage(),
        base.tls(),
        base.publicUrl(),
        base.secret(),
        base.adminKey(),
        base.maxUploadSize(),
        base.quota(),
        base.uploadExpiry(),
        base.resumableExpiry(),
        base.openUploads(),
        base.trashRetention(),
        base.cacheSize(),
        base.importAllow(),
        base.workers(),
        tools);
  }

  private static Engines withoutProcessing() {
    return Engines.real().with(ProcessingPlan.NONE, ProcessingLimits.CONTRACT);
  }

  /** A server with these settings and another engine for pictures; its data folder stays. */
  static TestServer start(Config config, PictureRenderer renderer) {
    return new TestServer(
        config.storage().data(),
        false,
        Server.start(config, DiskOptions.SAFE, nameless(), withoutProcessing().with(renderer)));
  }

  /** A server with these settings that processes files in another way; its data folder stays. */
  static TestServer start(Config config, ProcessingPlan plan, ProcessingLimits limits) {
    return new TestServer(
        config.storage().data(),
        false,
        Server.start(config, DiskOptions.SAFE, nameless(), Engines.real().with(plan, limits)));
  }

  /** The world as it is, but for names: tests speak to this machine only. */
  private static Outside nameless() {
    Outside real = Outside.real();
    return new Outside(
        name -> {
          throw new UnknownHostException(name);
        },
        real.connector(),
        real.tls(),
        real.limits(),
        real.importLimits(),
        real.clock());
  }

  /** A server with these settings and a blob store of another kind; its data folder stays. */
  public static TestServer start(Config config, DiskOptions blobOptions) {
    return new TestServer(
        config.storage().data(),
        false,
        Server.start(config, blobOptions, Outside.real(), withoutProcessing()));
  }

  /** Settings as they are by default, on a free port. */
  public static Config config(Path data) {
    return config(data, Optional.empty(), OptionalLong.empty());
  }

  /** Settings in which resumable uploads live this long and may take so many bytes in each site. */
  public static Config config(Path data, Duration resumableExpiry, long openUploads) {
    return config(data, Optional.empty(), OptionalLong.empty(), resumableExpiry, openUploads);
  }

  /** Settings with a secret and a quota, on a free port. */
  static Config config(Path data, Optional<String> secret, OptionalLong quota) {
    return config(data, secret, quota, Duration.ofDays(7), 500_000_000_000L);
  }

  /** Settings in which so many files are processed at once and imports may come from here. */
  static Config config(Path data, int workers) {
    Config base = config(data);
    return new Config(
        base.host(),
        base.port(),
        base.storage(),
        base.tls(),
        base.publicUrl(),
        base.secret(),
        base.adminKey(),
        base.maxUploadSize(),
        base.quota(),
        base.uploadExpiry(),
        base.resumableExpiry(),
        base.openUploads(),
        base.trashRetention(),
        base.cacheSize(),
        Config.ImportAllow.parse("127.0.0.1/32"),
        new Config.Workers(workers, base.workers().lease()),
        base.tools());
  }

  private static Config config(
      Path data,
      Optional<String> secret,
      OptionalLong quota,
      Duration resumableExpiry,
      long openUploads) {
    return new Config(
        "127.0.0.1",
        0,
        new Config.Storage(data, Optional.empty(), Optional.empty()),
        new Config.Tls.Off(),
        Optional.empty(),
        secret,
        Optional.of(ADMIN_KEY),
        50_000_000_000L,
        quota,
        Duration.ofHours(24),
        resumableExpiry,
        openUploads,
        Duration.ofDays(30),
        2_000_000_000L,
        Config.ImportAllow.NONE,
        Config.Workers.forThisMachine(),
        Config.Tools.OF_THE_SYSTEM);
  }

  /** Every route that the server answers. */
  public List<Routes.Route> routes() {
    return server.routes();
  }

  /** Where the server keeps its things. */
  public Path data() {
    return data;
  }

  /** The files that hold bytes of uploads, finished or not. */
  public long storedBlobs() {
    return storedBlobs(data);
  }

  /** The files below a data folder that hold bytes of uploads, finished or not. */
  public static long storedBlobs(Path data) {
    try (Stream<Path> paths = Files.walk(data.resolve("blobs"))) {
      return paths
          .filter(path -> Files.isRegularFile(path) && !path.toString().endsWith(".lock"))
          .count();
    } catch (IOException | UncheckedIOException vanished) {
      // A file may go while the folder is walked; then the walk begins anew.
      return storedBlobs(data);
    }
  }

  /** Removes a folder and everything in it. */
  public static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    super.close();
    server.close();
    if (ownsData) {
      delete(data);
    }
  }
}
