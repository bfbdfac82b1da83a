package io.vitrine.media.imaging;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.Consumer;

/** Properties and references of the objects that libvips is made of. */
final class GObject {
  /** Fundamental types as GLib numbers them; its binary interface keeps them for ever. */
  private static final long STRING = 16L << 2;

  private static final long OBJECT = 20L << 2;

  /** A type and two words of data. */
  private static final long VALUE_BYTES = 24;

  private final MethodHandle unref;
  private final MethodHandle setProperty;
  private final MethodHandle getProperty;
  private final MethodHandle valueInit;
  private final MethodHandle valueUnset;
  private final MethodHandle setString;
  private final MethodHandle setObject;
  private final MethodHandle setBoxed;
  private final MethodHandle dupObject;
  private final MethodHandle imageArray;
  private final MethodHandle imageArrayType;
  private final MethodHandle areaUnref;
  private final MethodHandle freeTexts;

  GObject(NativeLibraries libraries) {
    FunctionDescriptor two = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS);
    FunctionDescriptor three = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS);
    FunctionDescriptor one = FunctionDescriptor.ofVoid(ADDRESS);
    unref = libraries.function("g_object_unref", one);
    setProperty = libraries.function("g_object_set_property", three);
    getProperty = libraries.function("g_object_get_property", three);
    valueInit =
        libraries.function("g_value_init", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG));
    valueUnset = libraries.function("g_value_unset", one);
    setString = libraries.function("g_value_set_string", two);
    setObject = libraries.function("g_value_set_object", two);
    setBoxed = libraries.function("g_value_set_boxed", two);
    dupObject = libraries.function("g_value_dup_object", FunctionDescriptor.of(ADDRESS, ADDRESS));
    imageArray =
        libraries.function(
            "vips_array_image_new", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    imageArrayType =
        libraries.function("vips_array_image_get_type", FunctionDescriptor.of(JAVA_LONG));
    areaUnref = libraries.function("vips_area_unref", one);
    freeTexts = libraries.function("g_strfreev", one);
  }

  void unref(MemorySegment object) {
    try {
      unref.invokeExact(object);
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }

  /** Gives back a list of texts. */
  void freeTexts(MemorySegment list) {
    try {
      freeTexts.invokeExact(list);
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }

  void setString(MemorySegment object, String name, String text) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chars = arena.allocateFrom(text);
      setProperty(object, name, STRING, value -> call(setString, value, chars));
    }
  }

  /** The other object gains a reference. */
  void setObject(MemorySegment object, String name, MemorySegment other) {
    setProperty(object, name, OBJECT, value -> call(setObject, value, other));
  }

  /** Each of the images gains a reference. */
  void setImages(MemorySegment object, String name, List<MemorySegment> images) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointers = arena.allocate(ADDRESS, images.size());
      for (int i = 0; i < images.size(); i++) {
        pointers.setAtIndex(ADDRESS, i, images.get(i));
      }
      MemorySegment array = (MemorySegment) imageArray.invokeExact(pointers, images.size());
      setProperty(
          object, name, (long) imageArrayType.invokeExact(), value -> call(setBoxed, value, array));
      areaUnref.invokeExact(array);
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }

  /** An object that is a property; a new reference. */
  MemorySegment object(MemorySegment object, String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = value(arena, OBJECT);
      getProperty.invokeExact(object, arena.allocateFrom(name), value);
      MemorySegment result = (MemorySegment) dupObject.invokeExact(value);
      valueUnset.invokeExact(value);
      return result;
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }

  private void setProperty(
      MemorySegment object, String name, long type, Consumer<MemorySegment> fill) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = value(arena, type);
      fill.accept(value);
      setProperty.invokeExact(object, arena.allocateFrom(name), value);
      valueUnset.invokeExact(value);
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }

  private MemorySegment value(Arena arena, long type) throws Throwable {
    MemorySegment value = arena.allocate(VALUE_BYTES, Long.BYTES);
    MemorySegment _ = (MemorySegment) valueInit.invokeExact(value, type);
    return value;
  }

  private static void call(MethodHandle function, MemorySegment value, MemorySegment content) {
    try {
      function.invokeExact(value, content);
    } catch (Throwable failure) {
      throw Libvips.rethrown(failure);
    }
  }
}
