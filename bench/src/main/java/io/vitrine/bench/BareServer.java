package io.vitrine.bench;

import io.vitrine.Config;
import io.vitrine.Server;
import io.vitrine.blob.disk.DiskOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The server with a blob store that neither hashes nor flushes, for {@link UploadBench} alone. */
final class BareServer {
  private static final DiskOptions BARE = new DiskOptions(false, false, DiskOptions.SAFE.reserve());

  private BareServer() {}

  /** Takes {@code --port PORT --data DIR --admin-key KEY}, in this order. */
  public static void main(String[] arguments) throws InterruptedException {
    Config config =
        new Config(
            "127.0.0.1",
            Integer.parseInt(arguments[1]),
            new Config.Storage(Path.of(arguments[3]), Optional.empty(), Optional.empty()),
            new Config.Tls.Off(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(arguments[5]),
            50_000_000_000L,
            OptionalLong.empty(),
            Duration.ofHours(24),
            Duration.ofDays(7),
            500_000_000_000L,
            Duration.ofDays(30),
            Config.ImportAllow.NONE);
    Server.start(config, BARE).runUntilStopped();
  }
}
