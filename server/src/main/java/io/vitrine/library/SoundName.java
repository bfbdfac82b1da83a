package io.vitrine.library;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileDescriptor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a format of a sound in its URL: {@code c0ffee_0123…cdef-128-30.mp3} is the first half
 * minute at 128 kb/s (contract: delivery.md section 2).
 *
 * @param stem the file's ID without its extension
 * @param assetKey such as {@code 128-30kbs.mp3}
 */
public record SoundName(String stem, String assetKey) {
  private static final Pattern GRAMMAR =
      Pattern.compile("([0-9a-zA-Z]{6}_[0-9a-zA-Z]{32})-([0-9]{3}(?:-[0-9]{1,4})?)\\.mp3");
  private static final Pattern KEY = Pattern.compile("([0-9]{3}(?:-[0-9]{1,4})?)kbs\\.mp3");

  /** Reads a name; empty for anything else. */
  public static Optional<SoundName> parse(String name) {
    Matcher matcher = GRAMMAR.matcher(name);
    return matcher.matches()
        ? Optional.of(new SoundName(matcher.group(1), matcher.group(2) + "kbs.mp3"))
        : Optional.empty();
  }

  /** The name of a variant that is a format of a sound; empty for other variants. */
  public static Optional<String> of(FileDescriptor file, Asset asset) {
    Matcher matcher = KEY.matcher(asset.key());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int dot = file.id().indexOf('.');
    String stem = dot < 0 ? file.id() : file.id().substring(0, dot);
    return Optional.of(stem + "-" + matcher.group(1) + ".mp3");
  }
}
