package io.vitrine.media.video;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A reader of containers in ffmpeg. It is chosen by the type that we told from the bytes, never by
 * ffmpeg, so playlists, {@code concat}, SDP, and whatever else names other files is out of reach
 * (contract: security.md 13).
 *
 * @param name as {@code -f} takes it
 * @param options that it needs to look at nothing but the file
 */
record Demuxer(String name, List<String> options) {
  /** A track's data may lie elsewhere: in any file that it names (QuickTime data references). */
  static final Demuxer MOV =
      new Demuxer("mov", List.of("-enable_drefs", "0", "-use_absolute_path", "0"));

  private static final byte[] SEQUENCE_HEADER = {0, 0, 1, (byte) 0xb3};

  /**
   * The one for a file.
   *
   * @throws ProcessingException {@code UNSUPPORTED_FILE_FORMAT} when there is none
   * @throws IOException when the file cannot be read
   */
  static Demuxer of(SourceFile source) throws ProcessingException, IOException {
    return switch (source.mimeType()) {
      case "video/mp4", "video/quicktime", "video/3gpp", "audio/mp4" -> MOV;
      case "video/webm", "video/x-matroska" -> plain("matroska");
      case "video/x-msvideo" -> plain("avi");
      case "video/mpeg" -> plain(isElementary(source.path()) ? "mpegvideo" : "mpeg");
      case "video/mp2t" -> plain("mpegts");
      case "video/x-ms-wmv", "audio/x-ms-wma" -> plain("asf");
      case "video/x-flv" -> plain("flv");
      case "video/ogg", "audio/ogg" -> plain("ogg");
      case "application/mxf" -> plain("mxf");
      case "audio/mpeg" -> plain("mp3");
      case "audio/wav" -> plain("wav");
      case "audio/flac" -> plain("flac");
      case "audio/aac" -> plain("aac");
      case "audio/aiff" -> plain("aiff");
      default ->
          throw new ProcessingException(
              ProcessingException.Code.UNSUPPORTED_FILE_FORMAT,
              "films and sounds of type " + source.mimeType() + " are not processed");
    };
  }

  private static Demuxer plain(String name) {
    return new Demuxer(name, List.of());
  }

  /** MPEG video without a container begins with its sequence header (ISO/IEC 13818-2, 6.2.2.1). */
  private static boolean isElementary(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return Arrays.equals(bytes.readNBytes(SEQUENCE_HEADER.length), SEQUENCE_HEADER);
    }
  }

  /** The arguments in front of {@code -i}. */
  private List<String> arguments() {
    return List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", name, "-f", name);
  }

  /** The arguments that open a file, up to and with its name. */
  List<String> open(Path file) {
    return Stream.of(arguments(), options, List.of("-i", "file:" + file.toAbsolutePath()))
        .flatMap(List::stream)
        .toList();
  }
}
