package io.vitrine.delivery.transform;

import io.vitrine.catalog.BlobReference;
import io.vitrine.media.Transformation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a result in the cache. Results lie by the blob they were made of, not by its hash, so
 * that they can be found and removed when it is deleted, and so that nobody can tell by the time of
 * an answer what another site has.
 *
 * @param blob the source's key, hex digits
 * @param hash SHA-256 of the source's hash, the operations and the format, 64 hex digits
 */
public record PictureName(String blob, String hash) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{2,64}");
  private static final int HASH_DIGITS = 64;

  public PictureName {
    if (!isHex(blob) || !isHex(hash)) {
      throw new IllegalArgumentException("no name of a result: " + blob + "/" + hash);
    }
  }

  static PictureName of(BlobReference source, Transformation transformation) {
    String text = source.sha256() + ";" + CanonicalText.of(transformation);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new PictureName(source.key(), HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  /** The name of a result by where it lies; empty when the path is of something else. */
  static Optional<PictureName> at(Path path) {
    String hash = path.getFileName().toString();
    String blob = path.getParent().getFileName().toString();
    return isHex(blob) && isHex(hash) && hash.length() == HASH_DIGITS
        ? Optional.of(new PictureName(blob, hash))
        : Optional.empty();
  }

  /** Where the result lies. */
  Path below(Path folder) {
    return below(folder, blob).resolve(hash);
  }

  /** Where the results of a blob lie. */
  static Path below(Path folder, String blob) {
    return folder.resolve(blob.substring(0, 2)).resolve(blob);
  }

  private static boolean isHex(String text) {
    return HEX.matcher(text).matches();
  }
}
