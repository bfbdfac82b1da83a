package io.vitrine;

import io.vitrine.fetch.AddressRange;
import io.vitrine.http.HttpConfig;
import io.vitrine.library.LibraryConfig;
import io.vitrine.media.imaging.ImagingSettings;
import io.vitrine.media.scanner.ScannerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that an operator can set, checked; joins the settings of the rooms (contract:
 * operator.md, Settings).
 *
 * @param host address to listen on
 * @param port 0 to have a free one picked
 * @param storage where everything is kept
 * @param tls how it speaks to its clients
 * @param publicUrl base of every URL handed out; empty to take it from each request
 * @param secret signs URLs and tokens; empty to have one made and kept in data
 * @param adminKey a key with every right; empty to have one made and printed on the first start
 * @param maxUploadSize bytes of the largest file
 * @param quota bytes that one site may hold; empty for no limit
 * @param uploadExpiry how long an upload URL lives
 * @param resumableExpiry how long a resumable upload token lives, and an unfinished upload since
 *     its last byte
 * @param openUploads bytes that the unfinished uploads of one site may take
 * @param trashRetention how long a trashed file can be restored
 * @param cacheSize bytes that pictures made of images may take on the disk
 * @param importAllow private addresses that imports may reach
 * @param workers who process files
 * @param tools other people's programs and libraries that are used
 */
public record Config(
    String host,
    int port,
    Storage storage,
    Tls tls,
    Optional<String> publicUrl,
    Optional<String> secret,
    Optional<String> adminKey,
    long maxUploadSize,
    OptionalLong quota,
    Duration uploadExpiry,
    Duration resumableExpiry,
    long openUploads,
    Duration trashRetention,
    long cacheSize,
    ImportAllow importAllow,
    Workers workers,
    Tools tools) {

  /** The settings of the HTTP server. */
  HttpConfig http() {
    return new HttpConfig(
        host,
        port,
        switch (tls) {
          case Tls.Off() -> new HttpConfig.Tls.Off();
          case Tls.SelfSigned() -> new HttpConfig.Tls.SelfSigned(storage.data().resolve("tls"));
          case Tls.Certificate(Path certificate, Path key) ->
              new HttpConfig.Tls.Certificate(certificate, key);
        },
        publicUrl);
  }

  /** The settings of the library. */
  LibraryConfig library() {
    return new LibraryConfig(
        maxUploadSize, quota, uploadExpiry, resumableExpiry, openUploads, trashRetention);
  }

  /** How pictures are made. */
  ImagingSettings imaging() {
    return ImagingSettings.forThisMachine(tools.libvips(), storage.data().resolve("imaging"));
  }

  /**
   * Where an installation keeps its things.
   *
   * @param data folder for all that is kept locally
   * @param database file of the embedded database; empty for the one below data
   * @param blobs folder of the blob store; empty for the one below data
   */
  public record Storage(Path data, Optional<Path> database, Optional<Path> blobs) {

    /** Where the embedded database lies. */
    Path databaseFile() {
      return database.orElseGet(() -> data.resolve("vitrine.db"));
    }

    /** Where results lie that can be made anew. */
    Path cacheFolder() {
      return data.resolve("cache");
    }

    /** Where is written what is needed while files are processed. */
    Path workFolder() {
      return data.resolve("work");
    }

    /** Where the blobs lie. */
    Path blobFolder() {
      return blobs.orElseGet(() -> data.resolve("blobs"));
    }
  }

  /**
   * Who process files.
   *
   * @param number files that are processed at once; 0 to leave it to {@code vitrine worker}
   * @param lease how long a worker is believed in without a sign of life; then its files are
   *     processed by another
   */
  public record Workers(int number, Duration lease) {
    /** One for each core. */
    public static Workers forThisMachine() {
      return new Workers(Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(30));
    }
  }

  /** A virus scanner. */
  public record Scanner(ScannerAddress address) {

    /**
     * Reads an address such as {@code clamd://127.0.0.1:3310}.
     *
     * @throws IllegalArgumentException for anything else, with a message for the operator
     */
    public static Scanner parse(String text) {
      return new Scanner(ScannerAddress.parse(text));
    }
  }

  /**
   * Other people's programs and libraries; each empty to look for it.
   *
   * @param libvips makes pictures
   * @param ffmpeg makes films and sounds
   * @param ffprobe tells what is in them
   * @param scanner looks files through before they are ready; empty for none
   */
  public record Tools(
      Optional<Path> libvips,
      Optional<Path> ffmpeg,
      Optional<Path> ffprobe,
      Optional<Scanner> scanner) {
    /** What the system has. */
    public static final Tools OF_THE_SYSTEM =
        new Tools(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Private addresses that imports by URL may reach.
   *
   * @param ranges empty for public addresses only
   */
  public record ImportAllow(List<AddressRange> ranges) {
    /** Public addresses only. */
    public static final ImportAllow NONE = new ImportAllow(List.of());

    public ImportAllow {
      ranges = List.copyOf(ranges);
    }

    /**
     * Reads ranges in CIDR form, apart by commas or white space.
     *
     * @throws IllegalArgumentException with a text for the operator
     */
    public static ImportAllow parse(String text) {
      return new ImportAllow(
          Arrays.stream(text.split("[,\\s]+", -1))
              .filter(range -> !range.isEmpty())
              .map(AddressRange::parse)
              .toList());
    }
  }

  /** How the server speaks to its clients. */
  public sealed interface Tls {
    /** Plain HTTP. */
    record Off() implements Tls {}

    /** HTTPS with a certificate that is made in the data folder, for local use. */
    record SelfSigned() implements Tls {}

    /** HTTPS with a certificate of the operator's, both files in PEM form. */
    record Certificate(Path certificate, Path key) implements Tls {}
  }

  /** The form of log lines. */
  public enum LogFormat {
    TEXT,
    JSON
  }
}
