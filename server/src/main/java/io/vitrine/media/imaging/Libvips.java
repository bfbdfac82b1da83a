package io.vitrine.media.imaging;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of libvips, as Java. Operations are called by name and their arguments set as
 * properties, so that a handful of functions reaches all of them and none is variadic. Pointers are
 * plain; who owns what is the business of {@link VipsSession}.
 */
final class Libvips {
  private static final FunctionDescriptor INT_OF_POINTER = FunctionDescriptor.of(JAVA_INT, ADDRESS);
  private static final FunctionDescriptor POINTER_OF_POINTER =
      FunctionDescriptor.of(ADDRESS, ADDRESS);
  private static final FunctionDescriptor OF_POINTER = FunctionDescriptor.ofVoid(ADDRESS);
  private static final FunctionDescriptor OF_INT = FunctionDescriptor.ofVoid(JAVA_INT);
  private static final FunctionDescriptor BLOCK = FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT);

  /** Every loader is blocked but these: pictures of the formats that are taken. */
  private static final List<String> LOADERS =
      List.of(
          "VipsForeignLoadJpeg",
          "VipsForeignLoadPng",
          "VipsForeignLoadNsgif",
          "VipsForeignLoadWebp",
          "VipsForeignLoadTiff",
          "VipsForeignLoadHeif");

  private final MethodHandle errorBuffer;
  private final MethodHandle errorClear;
  private final MethodHandle version;
  private final MethodHandle operationNew;
  private final MethodHandle setFromString;
  private final MethodHandle build;
  private final MethodHandle unrefOutputs;
  private final MethodHandle copyMemory;
  private final MethodHandle typeOf;
  private final MethodHandle setInt;
  private final MethodHandle remove;
  private final MethodHandle fields;
  private final MethodHandle matrix;
  private final MethodHandle data;
  private final MethodHandle block;
  private final Map<ImageNumber, MethodHandle> numbers = new EnumMap<>(ImageNumber.class);
  private final GObject objects;

  private Libvips(NativeLibraries libraries) {
    errorBuffer = libraries.function("vips_error_buffer", FunctionDescriptor.of(ADDRESS));
    errorClear = libraries.function("vips_error_clear", FunctionDescriptor.ofVoid());
    version = libraries.function("vips_version", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    operationNew = libraries.function("vips_operation_new", POINTER_OF_POINTER);
    setFromString =
        libraries.function(
            "vips_object_set_from_string", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    build = libraries.function("vips_object_build", INT_OF_POINTER);
    unrefOutputs = libraries.function("vips_object_unref_outputs", OF_POINTER);
    copyMemory = libraries.function("vips_image_copy_memory", POINTER_OF_POINTER);
    typeOf =
        libraries.function(
            "vips_image_get_typeof", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS));
    setInt =
        libraries.function(
            "vips_image_set_int", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT));
    remove =
        libraries.function("vips_image_remove", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    fields = libraries.function("vips_image_get_fields", POINTER_OF_POINTER);
    matrix =
        libraries.function(
            "vips_image_new_matrix_from_array",
            FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    data = libraries.function("vips_image_get_data", POINTER_OF_POINTER);
    block = libraries.function("vips_operation_block_set", BLOCK);
    for (ImageNumber number : ImageNumber.values()) {
      numbers.put(number, libraries.function(number.function(), INT_OF_POINTER));
    }
    objects = new GObject(libraries);
  }

  /**
   * Loads and prepares the library: nothing is kept between pictures, and only the loaders of the
   * formats that are taken can run.
   *
   * @param candidates names or paths of it, the best first
   * @param threads that one picture may use
   * @throws VipsFailure when none can be loaded
   */
  static Libvips start(List<String> candidates, int threads) {
    NativeLibraries libraries = NativeLibraries.load(candidates);
    MethodHandle blockUntrusted = libraries.function("vips_block_untrusted_set", OF_INT);
    MethodHandle cacheSetMax = libraries.function("vips_cache_set_max", OF_INT);
    MethodHandle concurrencySet = libraries.function("vips_concurrency_set", OF_INT);
    MethodHandle init = libraries.function("vips_init", INT_OF_POINTER);
    MethodHandle block = libraries.function("vips_operation_block_set", BLOCK);
    try (Arena arena = Arena.ofConfined()) {
      if ((int) init.invokeExact(arena.allocateFrom("vitrine")) != 0) {
        throw new VipsFailure("libvips does not start");
      }
      cacheSetMax.invokeExact(0);
      concurrencySet.invokeExact(threads);
      blockUntrusted.invokeExact(1);
      block.invokeExact(arena.allocateFrom("VipsForeignLoad"), 1);
      for (String loader : LOADERS) {
        block.invokeExact(arena.allocateFrom(loader), 0);
      }
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
    return new Libvips(libraries);
  }

  /** Properties and lives of its objects. */
  GObject objects() {
    return objects;
  }

  /** Such as {@code 8.14.1}. */
  String version() {
    try {
      return "%d.%d.%d"
          .formatted(
              (int) version.invokeExact(0),
              (int) version.invokeExact(1),
              (int) version.invokeExact(2));
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  MemorySegment newOperation(String name) {
    try (Arena arena = Arena.ofConfined()) {
      return notNull((MemorySegment) operationNew.invokeExact(arena.allocateFrom(name)));
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /** Sets arguments from their text, such as {@code Q=80,strip=true}. */
  void setArguments(MemorySegment operation, String arguments) {
    try (Arena arena = Arena.ofConfined()) {
      check((int) setFromString.invokeExact(operation, arena.allocateFrom(arguments)));
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  void build(MemorySegment operation) {
    try {
      // Operations that succeed leave complaints too.
      errorClear.invokeExact();
      check((int) build.invokeExact(operation));
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  void unrefOutputs(MemorySegment operation) {
    try {
      unrefOutputs.invokeExact(operation);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /** All pixels of an image, computed now; a new reference. */
  MemorySegment copyMemory(MemorySegment image) {
    try {
      return notNull((MemorySegment) copyMemory.invokeExact(image));
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  int number(ImageNumber number, MemorySegment image) {
    try {
      return (int) numbers.get(number).invokeExact(image);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  boolean hasField(MemorySegment image, String name) {
    try (Arena arena = Arena.ofConfined()) {
      return (long) typeOf.invokeExact(image, arena.allocateFrom(name)) != 0;
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /** The image must be the caller's alone. */
  void setField(MemorySegment image, String name, int value) {
    try (Arena arena = Arena.ofConfined()) {
      setInt.invokeExact(image, arena.allocateFrom(name), value);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /** The image must be the caller's alone. */
  void removeField(MemorySegment image, String name) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) remove.invokeExact(image, arena.allocateFrom(name));
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /** The names of all that an image tells beside its pixels. */
  @SuppressWarnings("restricted") // the library promises a list that ends
  List<String> fields(MemorySegment image) {
    try {
      MemorySegment list =
          notNull((MemorySegment) fields.invokeExact(image)).reinterpret(Long.MAX_VALUE);
      List<String> names = new ArrayList<>();
      MemorySegment name = list.getAtIndex(ADDRESS, 0);
      while (!name.equals(MemorySegment.NULL)) {
        names.add(name.reinterpret(Long.MAX_VALUE).getString(0));
        name = list.getAtIndex(ADDRESS, names.size());
      }
      objects.freeTexts(list);
      return names;
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /** A square matrix as an image; a new reference. */
  MemorySegment matrix(double[] rows) {
    int edge = (int) Math.sqrt(rows.length);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocateFrom(JAVA_DOUBLE, rows);
      return notNull((MemorySegment) matrix.invokeExact(edge, edge, values, rows.length));
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /** Copies the pixels of an image of 8 bits that lies in memory, row by row, bands together. */
  @SuppressWarnings("restricted") // the library promises as many bytes as the image has
  byte[] pixels(MemorySegment image, long bytes) {
    try {
      return notNull((MemorySegment) data.invokeExact(image)).reinterpret(bytes).toArray(JAVA_BYTE);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /** Lets operations of a class run that cannot otherwise, or no longer. */
  void allow(String operationClass, boolean allowed) {
    try (Arena arena = Arena.ofConfined()) {
      block.invokeExact(arena.allocateFrom(operationClass), allowed ? 0 : 1);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  private MemorySegment notNull(MemorySegment result) {
    if (result.equals(MemorySegment.NULL)) {
      throw failure();
    }
    return result;
  }

  private void check(int status) {
    if (status != 0) {
      throw failure();
    }
  }

  @SuppressWarnings("restricted") // the library promises a text that ends
  private VipsFailure failure() {
    try {
      MemorySegment text = (MemorySegment) errorBuffer.invokeExact();
      String message = text.reinterpret(Long.MAX_VALUE).getString(0).strip();
      errorClear.invokeExact();
      return new VipsFailure(message.isEmpty() ? "libvips gives no reason" : message);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /** Handles declare Throwable; what they really throw is passed on. */
  static RuntimeException rethrown(Throwable failure) {
    return switch (failure) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      default -> new VipsFailure("a native call failed", failure);
    };
  }
}
