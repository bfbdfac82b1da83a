package io.vitrine.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * libvips by itself: decodes each of the files that a list names, one after another on one thread,
 * and prints how many seconds that took. A program of its own, so that several may run at once.
 */
public final class DecodingLoop {
  private static final Linker LINKER = Linker.nativeLinker();

  private final MethodHandle open;
  private final MethodHandle average;
  private final MethodHandle release;

  private DecodingLoop(SymbolLookup library, SymbolLookup objects) {
    this.open =
        LINKER.downcallHandle(
            library.findOrThrow("vips_image_new_from_file"),
            FunctionDescriptor.of(
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(1));
    this.average =
        LINKER.downcallHandle(
            library.findOrThrow("vips_avg"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    this.release =
        LINKER.downcallHandle(
            objects.findOrThrow("g_object_unref"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
  }

  /**
   * Runs it.
   *
   * @param arguments a file whose lines are paths
   */
  public static void main(String[] arguments) throws Throwable {
    List<String> files = Files.readAllLines(Path.of(arguments[0]));
    SymbolLookup library = SymbolLookup.libraryLookup("libvips.so.42", Arena.global());
    SymbolLookup objects = SymbolLookup.libraryLookup("libgobject-2.0.so.0", Arena.global());
    FunctionDescriptor number = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      int _ =
          (int)
              LINKER
                  .downcallHandle(
                      library.findOrThrow("vips_init"),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(arena.allocateFrom("bench"));
      LINKER.downcallHandle(library.findOrThrow("vips_concurrency_set"), number).invokeExact(1);
      LINKER.downcallHandle(library.findOrThrow("vips_cache_set_max"), number).invokeExact(0);
    }
    DecodingLoop loop = new DecodingLoop(library, objects);
    loop.decode(files.getFirst());
    long begin = System.nanoTime();
    for (String file : files) {
      loop.decode(file);
    }
    System.out.println((System.nanoTime() - begin) / 1e9);
  }

  /** The mean of all pixels needs all of them. */
  private void decode(String file) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment image =
          (MemorySegment)
              open.invokeExact(
                  arena.allocateFrom(file), arena.allocateFrom("access"), 1, MemorySegment.NULL);
      if (image.equals(MemorySegment.NULL)) {
        throw new IOException(file + " cannot be opened");
      }
      MemorySegment mean = arena.allocate(ValueLayout.JAVA_DOUBLE);
      if ((int) average.invokeExact(image, mean, MemorySegment.NULL) != 0) {
        throw new IOException(file + " cannot be decoded");
      }
      release.invokeExact(image);
    }
  }
}
