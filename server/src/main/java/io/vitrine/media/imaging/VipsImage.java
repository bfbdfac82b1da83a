package io.vitrine.media.imaging;

import io.vitrine.media.PixelSize;
import java.lang.foreign.MemorySegment;
import java.util.function.Predicate;

/**
 * A picture, or the promise of one: most operations only note what is to be done, and pixels flow
 * when the result is written. The frames of an animation lie below each other.
 */
record VipsImage(VipsSession session, MemorySegment pointer) {

  int number(ImageNumber number) {
    return session.vips().number(number, pointer);
  }

  /** The size of all of it. */
  PixelSize size() {
    return new PixelSize(number(ImageNumber.WIDTH), number(ImageNumber.HEIGHT));
  }

  boolean hasAlpha() {
    return number(ImageNumber.ALPHA) != 0;
  }

  boolean has(String field) {
    return session.vips().fields().has(pointer, field);
  }

  /** An operation on it, as its argument {@code in}. */
  VipsOperation operation(String name) {
    return session.operation(name).image("in", this);
  }

  /** The same pixels with a field set. */
  VipsImage with(String field, int value) {
    VipsImage copy = operation("copy").output();
    session.vips().fields().set(copy.pointer, field, value);
    return copy;
  }

  /** The same pixels, telling nothing beside them but what is named. */
  VipsImage withOnly(Predicate<String> kept) {
    VipsImage copy = operation("copy").output();
    for (String field : session.vips().fields().names(copy.pointer)) {
      if (!kept.test(field)) {
        session.vips().fields().remove(copy.pointer, field);
      }
    }
    return copy;
  }

  /** Its pixels, computed now: they can then be read in any order and more than once. */
  VipsImage inMemory() {
    return session.image(session.vips().copyMemory(pointer));
  }

  VipsImage cut(int x, int y, int width, int height) {
    return session
        .operation("extract_area")
        .image("input", this)
        .set("left", x)
        .set("top", y)
        .set("width", width)
        .set("height", height)
        .output();
  }

  /** Some of its bands, from the first one named on. */
  VipsImage bands(int first, int count) {
    return operation("extract_band").set("band", first).set("n", count).output();
  }

  VipsImage cast(String format) {
    return operation("cast").set("format", format).output();
  }
}
