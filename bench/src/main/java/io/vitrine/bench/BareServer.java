package io.vitrine.bench;

import ch.qos.logback.classic.Level;
import io.vitrine.Config;
import io.vitrine.Logging;
import io.vitrine.Server;
import io.vitrine.blob.disk.DiskOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The server with a blob store that does less than it must, for {@link UploadBench} alone. */
final class BareServer {
  private BareServer() {}

  /**
   * Takes what is left out, {@code flushing} or {@code hashing+flushing}, and then {@code --port
   * PORT --data DIR --admin-key KEY}, in this order.
   */
  public static void main(String[] arguments) throws InterruptedException {
    Config config =
        new Config(
            "127.0.0.1",
            Integer.parseInt(arguments[2]),
            new Config.Storage(Path.of(arguments[4]), Optional.empty(), Optional.empty()),
            new Config.Tls.Off(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(arguments[6]),
            50_000_000_000L,
            OptionalLong.empty(),
            Duration.ofHours(24),
            Duration.ofDays(7),
            500_000_000_000L,
            Duration.ofDays(30),
            2_000_000_000L,
            Config.ImportAllow.NONE,
            Config.Workers.forThisMachine(),
            Config.Tools.OF_THE_SYSTEM);
    Logging.configure(Config.LogFormat.TEXT, Level.INFO);
    boolean hashing = !arguments[0].contains("hashing");
    DiskOptions options = new DiskOptions(hashing, false, DiskOptions.SAFE.reserve());
    Server.start(config, options).runUntilStopped();
  }
}
