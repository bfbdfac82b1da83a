package io.vitrine.media.imaging;

import io.vitrine.media.PictureFormat;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the library at hand can do.
 *
 * @param version of libvips
 * @param reads media types that pictures can be made of
 * @param writes formats that pictures can be made as
 */
public record ImagingAbilities(String version, Set<String> reads, Set<PictureFormat> writes) {

  public ImagingAbilities {
    reads = Set.copyOf(reads);
    writes = Set.copyOf(writes);
  }

  static ImagingAbilities of(
      String version, Collection<SourceFormat> readable, Set<PictureFormat> writable) {
    Set<String> types = new TreeSet<>();
    readable.forEach(format -> types.addAll(format.mimeTypes()));
    return new ImagingAbilities(version, types, writable);
  }

  @Override
  public String toString() {
    return "libvips "
        + version
        + ", reads "
        + new TreeSet<>(reads)
        + ", writes "
        + new TreeSet<>(writes);
  }
}
