package io.vitrine.library;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileDescriptor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the variants of a file lie below the public URL (contract: delivery.md section 2, {@code
 * processing.md} section 3).
 */
public final class AssetPaths {
  /** The asset key of the original. */
  public static final String ORIGINAL = "src";

  private static final Pattern RUNG = Pattern.compile("([0-9]{3,4}p)\\.mp4");

  /** What only the server itself reads: the tracks that films are put together from. */
  private static final Pattern INTERNAL = Pattern.compile(".*\\.(video|audio|index)");

  private AssetPaths() {}

  /** Whether clients may know of this variant. */
  public static boolean isOffered(String assetKey) {
    return !INTERNAL.matcher(assetKey).matches();
  }

  /** The rung of a progressive film, such as {@code 720p}; empty for other variants. */
  public static Optional<String> rung(String assetKey) {
    Matcher matcher = RUNG.matcher(assetKey);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The path of a variant. */
  public static String of(FileDescriptor file, Asset asset) {
    Optional<String> rung = rung(asset.key());
    if (rung.isPresent()) {
      return "/video/" + file.id() + "/" + rung.get() + "/mp4/file.mp4";
    }
    return StillId.of(file, asset)
        .map(still -> "/media/" + still)
        .or(() -> SoundName.of(file, asset).map(sound -> "/mp3/" + sound))
        .orElseGet(() -> "/asset/" + file.id() + "/" + asset.key());
  }

  /**
   * What a browser saves a variant as: {@code film.mov} at {@code 720p.mp4} is {@code
   * film-720p.mp4}.
   */
  public static String fileName(String displayName, Asset asset) {
    int dot = displayName.lastIndexOf('.');
    String name = dot > 0 ? displayName.substring(0, dot) : displayName;
    String key = asset.key().replace("kbs.", ".");
    return switch (asset.mimeType()) {
      case "image/jpeg" -> name + "-" + withoutExtension(key, ".jpg") + ".jpg";
      case "image/png" -> name + "-" + withoutExtension(key, ".png") + ".png";
      default -> name + "-" + key;
    };
  }

  private static String withoutExtension(String key, String extension) {
    String name = key.equals(StillId.PREVIEW) ? "preview" : key.replace("poster.", "poster-");
    return name.endsWith(extension) ? name.substring(0, name.length() - extension.length()) : name;
  }
}
