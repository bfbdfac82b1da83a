package io.vitrine.media.imaging;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * The libraries whose functions are called. They stay loaded as long as the process lives.
 *
 * @param lookup finds a function in any of them
 */
record NativeLibraries(SymbolLookup lookup) {
  /** A libvips that links GObject instead of containing it leaves it to us to find it. */
  private static final List<String> GOBJECT = List.of("libgobject-2.0.so.0", "libgobject-2.0.so");

  /**
   * Loads the first libvips that can be.
   *
   * @param candidates names for the system's loader, or paths
   * @throws VipsFailure when there is none
   */
  static NativeLibraries load(List<String> candidates) {
    SymbolLookup vips = first(candidates);
    if (vips.find("g_object_set_property").isPresent()) {
      return new NativeLibraries(vips);
    }
    return new NativeLibraries(vips.or(first(GOBJECT)));
  }

  private static SymbolLookup first(List<String> candidates) {
    return candidates.stream()
        .flatMap(candidate -> library(candidate).stream())
        .findFirst()
        .orElseThrow(
            () -> new VipsFailure("no library can be loaded of: " + String.join(", ", candidates)));
  }

  @SuppressWarnings("restricted") // loading a library is what this is for
  private static Optional<SymbolLookup> library(String candidate) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(candidate, Arena.global()));
    } catch (IllegalArgumentException missing) {
      return Optional.empty();
    }
  }

  /** A function of this shape. */
  @SuppressWarnings("restricted") // the shapes are those of the library's headers
  MethodHandle function(String name, FunctionDescriptor shape) {
    return Linker.nativeLinker()
        .downcallHandle(
            lookup
                .find(name)
                .orElseThrow(() -> new VipsFailure("the library has no function " + name)),
            shape);
  }
}
