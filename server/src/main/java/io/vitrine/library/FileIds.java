package io.vitrine.library;

import io.vitrine.media.MediaFormat;
import io.vitrine.media.MediaType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of file IDs (contract: delivery.md sections 1 and 3). */
public final class FileIds {
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "[0-9a-zA-Z]{6}_[0-9a-zA-Z]{32}(f[0-9]{3})?(~mv2)?(-tmp)?(\\.[0-9a-z]{1,8})?");
  private static final Pattern MEDIA_URL =
      Pattern.compile("(?:wix:)?(image|video|audio|document|vector|shapes)://v1/(?<rest>.+)");

  private final SecureRandom random;

  /**
   * @param random makes the unguessable part
   */
  public FileIds(SecureRandom random) {
    this.random = random;
  }

  /**
   * A new ID of 128 random bits in the form that the media type has.
   *
   * @param siteId gives the six digits in front
   */
  public String create(String siteId, MediaFormat format) {
    String base = createUntyped(siteId);
    return switch (format.mediaType()) {
      case IMAGE -> base + "~mv2." + format.canonicalExtension();
      case VIDEO -> base;
      case VECTOR, AUDIO, DOCUMENT, ARCHIVE, MODEL3D, OTHER ->
          base + "." + format.canonicalExtension();
    };
  }

  /**
   * A new ID for a file of which nobody knows yet what it is; it keeps it when that is found out.
   *
   * @param siteId gives the six digits in front
   */
  public String createUntyped(String siteId) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return owner(siteId) + "_" + HexFormat.of().formatHex(bytes);
  }

  /** Whether the text has the form of an ID; anything else in a URL is not found. */
  public static boolean isWellFormed(String id) {
    return GRAMMAR.matcher(id).matches();
  }

  /**
   * The ID in an ID or in a Wix media URL such as {@code
   * wix:image://v1/ID/name.jpg#originWidth=4&originHeight=3}. Name and fragment are never trusted.
   * A text that is neither stays as it is, so that it is simply not found.
   */
  public static String resolve(String idOrMediaUrl) {
    Matcher matcher = MEDIA_URL.matcher(idOrMediaUrl);
    if (!matcher.matches()) {
      return idOrMediaUrl;
    }
    String rest = matcher.group("rest");
    if (matcher.group(1).equals("document") && rest.startsWith("ugd/")) {
      rest = rest.substring("ugd/".length());
    }
    int end = rest.length();
    for (char delimiter : new char[] {'/', '#'}) {
      int index = rest.indexOf(delimiter);
      end = index < 0 ? end : Math.min(end, index);
    }
    return decode(rest.substring(0, end)).orElse(idOrMediaUrl);
  }

  /** The extension in an ID, without the dot; empty when it has none. */
  public static String extension(String id) {
    int dot = id.lastIndexOf('.');
    return dot < 0 ? "" : id.substring(dot + 1);
  }

  /** The path below the public URL under which the bytes of a file lie (delivery.md section 2). */
  public static String publicPath(MediaType mediaType, String id) {
    return switch (mediaType) {
      case IMAGE -> "/media/" + id;
      case VECTOR -> "/shapes/" + id;
      case VIDEO -> "/video/" + id + "/file";
      case AUDIO -> "/mp3/" + id;
      case DOCUMENT -> "/ugd/" + id;
      case ARCHIVE -> "/archives/" + id;
      case MODEL3D -> "/3d/" + id;
      case OTHER -> "/raw/" + id;
    };
  }

  private static Optional<String> decode(String encoded) {
    if (encoded.isEmpty()) {
      return Optional.empty();
    }
    try {
      // A plus sign is itself in a media URL, which is percent-encoded and not form-encoded.
      return Optional.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformedEscape) {
      return Optional.empty();
    }
  }

  private static String owner(String siteId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(siteId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 3);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
