package io.vitrine.cli;

import ch.qos.logback.classic.Level;
import io.vitrine.Config;
import io.vitrine.Logging;
import io.vitrine.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vitrine serve}: starts the server and waits until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the server: API, uploads, delivery and workers in one process.",
      "",
      "A flag wins over its environment variable (in brackets), that over the config file.",
      "The last line of the start-up is 'Vitrine is ready: http://HOST:PORT'."
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DataOptions dataOptions;
  @Mixin private ToolOptions toolOptions;
  @Mixin private WorkerOptions workerOptions;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on. Default: 127.0.0.1 [VITRINE_HOST]")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port; 0 picks a free one. Default: 8080 [VITRINE_PORT]")
  private int port;

  @Option(
      names = "--tls",
      paramLabel = "HOW",
      defaultValue = "off",
      description =
          "off, self-signed (made below the data folder, for local use) or CERT.pem:KEY.pem."
              + " Default: off [VITRINE_TLS]")
  private String tls;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "Base of every URL handed out. Default: from each request's Host [VITRINE_PUBLIC_URL]")
  private String publicUrl;

  @Option(
      names = "--secret",
      paramLabel = "TEXT",
      description =
          "Signs URLs and tokens. Default: made on the first start and kept in the data folder"
              + " [VITRINE_SECRET]")
  private String secret;

  @Option(
      names = "--admin-key",
      paramLabel = "TEXT",
      description =
          "A key with every permission. Default: made and printed on the first start"
              + " [VITRINE_ADMIN_KEY]")
  private String adminKey;

  @Option(
      names = "--max-upload-size",
      paramLabel = "SIZE",
      defaultValue = "50GB",
      converter = ByteSize.class,
      description = "Largest file. Default: 50GB [VITRINE_MAX_UPLOAD_SIZE]")
  private long maxUploadSize;

  @Option(
      names = "--quota",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Bytes that one site may hold. Default: no limit [VITRINE_QUOTA]")
  private Long quota;

  @Option(
      names = "--trash-retention",
      paramLabel = "TIME",
      defaultValue = "30d",
      converter = Period.class,
      description =
          "Then a trashed file is deleted for good. Default: 30d [VITRINE_TRASH_RETENTION]")
  private Duration trashRetention;

  @Option(
      names = "--upload-expiry",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = Period.class,
      description = "How long an upload URL lives. Default: 24h [VITRINE_UPLOAD_EXPIRY]")
  private Duration uploadExpiry;

  @Option(
      names = "--resumable-expiry",
      paramLabel = "TIME",
      defaultValue = "7d",
      converter = Period.class,
      description =
          "How long a resumable upload token lives, and an unfinished upload since its last byte."
              + " Default: 7d [VITRINE_RESUMABLE_EXPIRY]")
  private Duration resumableExpiry;

  @Option(
      names = "--open-uploads",
      paramLabel = "SIZE",
      defaultValue = "500GB",
      converter = ByteSize.class,
      description =
          "Bytes that the unfinished resumable uploads of one site may take."
              + " Default: 500GB [VITRINE_OPEN_UPLOADS]")
  private long openUploads;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      defaultValue = "2GB",
      converter = ByteSize.class,
      description =
          "Bytes that pictures made of images may take below the data folder; the ones wanted"
              + " longest ago are made anew. Default: 2GB [VITRINE_CACHE_SIZE]")
  private long cacheSize;

  @Option(
      names = "--import-allow",
      paramLabel = "RANGES",
      defaultValue = "",
      description =
          "Private addresses that imports by URL may reach, such as 10.1.0.0/16,fd00::/8."
              + " Default: none [VITRINE_IMPORT_ALLOW]")
  private String importAllow;

  @Option(
      names = "--log",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text or json; one line a request. Default: text [VITRINE_LOG]")
  private String log;

  @Override
  public Integer call() throws Exception {
    Logging.configure(logFormat(), Level.INFO);
    Server server = Server.start(config());
    server.runUntilStopped();
    return 0;
  }

  private Config config() {
    check(port >= 0 && port <= 65_535, "--port must be from 0 to 65535");
    check(maxUploadSize > 0, "--max-upload-size must be greater than 0");
    check(uploadExpiry.isPositive(), "--upload-expiry must be greater than 0");
    check(resumableExpiry.isPositive(), "--resumable-expiry must be greater than 0");
    check(openUploads > 0, "--open-uploads must be greater than 0");
    check(cacheSize > 0, "--cache-size must be greater than 0");
    Optional<String> base = Optional.ofNullable(publicUrl).map(ServeCommand::withoutSlash);
    base.ifPresent(
        url ->
            check(
                url.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?"),
                "--public-url must be an http or https URL without query"));
    OptionalLong bytes = quota == null ? OptionalLong.empty() : OptionalLong.of(quota);
    return new Config(
        host,
        port,
        dataOptions.storage(),
        tls(),
        base,
        Optional.ofNullable(secret),
        Optional.ofNullable(adminKey),
        maxUploadSize,
        bytes,
        uploadExpiry,
        resumableExpiry,
        openUploads,
        trashRetention,
        cacheSize,
        importAllow(),
        workerOptions.workers(),
        toolOptions.tools());
  }

  private Config.Tls tls() {
    if (tls.equals("off")) {
      return new Config.Tls.Off();
    }
    if (tls.equals("self-signed")) {
      return new Config.Tls.SelfSigned();
    }
    int colon = tls.indexOf(':');
    check(colon > 0, "--tls takes off, self-signed or CERT.pem:KEY.pem");
    return new Config.Tls.Certificate(
        Path.of(tls.substring(0, colon)), Path.of(tls.substring(colon + 1)));
  }

  private Config.ImportAllow importAllow() {
    try {
      return Config.ImportAllow.parse(importAllow);
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(
          command.commandLine(), "--import-allow: " + malformed.getMessage(), malformed);
    }
  }

  private Config.LogFormat logFormat() {
    check(log.equals("text") || log.equals("json"), "--log takes text or json");
    return log.equals("json") ? Config.LogFormat.JSON : Config.LogFormat.TEXT;
  }

  private void check(boolean right, String message) {
    if (!right) {
      throw new ParameterException(command.commandLine(), message);
    }
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
