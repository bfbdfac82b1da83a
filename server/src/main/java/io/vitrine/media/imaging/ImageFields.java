package io.vitrine.media.imaging;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** What an image of libvips tells beside its pixels, by names. */
final class ImageFields {
  private final MethodHandle typeOf;
  private final MethodHandle setInt;
  private final MethodHandle remove;
  private final MethodHandle names;
  private final GObject objects;

  ImageFields(NativeLibraries libraries, GObject objects) {
    this.objects = objects;
    typeOf =
        libraries.function(
            "vips_image_get_typeof", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS));
    setInt =
        libraries.function(
            "vips_image_set_int", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT));
    remove =
        libraries.function("vips_image_remove", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    names = libraries.function("vips_image_get_fields", FunctionDescriptor.of(ADDRESS, ADDRESS));
  }

  boolean has(MemorySegment image, String name) {
    try (Arena arena = Arena.ofConfined()) {
      return (long) typeOf.invokeExact(image, arena.allocateFrom(name)) != 0;
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }

  /** The image must be the caller's alone. */
  void set(MemorySegment image, String name, int value) {
    try (Arena arena = Arena.ofConfined()) {
      setInt.invokeExact(image, arena.allocateFrom(name), value);
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }

  /** The image must be the caller's alone. */
  void remove(MemorySegment image, String name) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) remove.invokeExact(image, arena.allocateFrom(name));
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }

  /** The names of all. */
  @SuppressWarnings("restricted") // the library promises a list that ends
  List<String> names(MemorySegment image) {
    try {
      MemorySegment list = ((MemorySegment) names.invokeExact(image)).reinterpret(Long.MAX_VALUE);
      List<String> all = new ArrayList<>();
      MemorySegment name = list.getAtIndex(ADDRESS, 0);
      while (!name.equals(MemorySegment.NULL)) {
        all.add(name.reinterpret(Long.MAX_VALUE).getString(0));
        name = list.getAtIndex(ADDRESS, all.size());
      }
      objects.freeTexts(list);
      return all;
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }
}
