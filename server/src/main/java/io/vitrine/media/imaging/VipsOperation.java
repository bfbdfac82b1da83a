package io.vitrine.media.imaging;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.List;
import java.util.StringJoiner;

/** One operation while its arguments are being told. */
final class VipsOperation {
  private final VipsSession session;
  private final MemorySegment pointer;
  private final StringJoiner arguments = new StringJoiner(",");

  VipsOperation(VipsSession session, MemorySegment pointer) {
    this.session = session;
    this.pointer = pointer;
  }

  VipsOperation image(String name, VipsImage image) {
    session.vips().objects().setObject(pointer, name, image.pointer());
    return this;
  }

  /** Bytes to be loaded, of a source that the session owns. */
  VipsOperation source(MemorySegment source) {
    session.vips().objects().setObject(pointer, "source", source);
    return this;
  }

  VipsOperation images(String name, List<VipsImage> images) {
    session
        .vips()
        .objects()
        .setImages(pointer, name, images.stream().map(VipsImage::pointer).toList());
    return this;
  }

  /** A text of any content, such as a path. */
  VipsOperation text(String name, String value) {
    session.vips().objects().setString(pointer, name, value);
    return this;
  }

  VipsOperation set(String name, int value) {
    return argument(name, Integer.toString(value));
  }

  VipsOperation set(String name, double value) {
    return argument(name, BigDecimal.valueOf(value).toPlainString());
  }

  VipsOperation set(String name, boolean value) {
    return argument(name, Boolean.toString(value));
  }

  /** A word of the library's, such as {@code sequential}. */
  VipsOperation set(String name, String word) {
    return argument(name, word);
  }

  VipsOperation set(String name, double... values) {
    StringJoiner numbers = new StringJoiner(" ");
    for (double value : values) {
      numbers.add(BigDecimal.valueOf(value).toPlainString());
    }
    return argument(name, numbers.toString());
  }

  private VipsOperation argument(String name, String value) {
    arguments.add(name + "=" + value);
    return this;
  }

  /** Does what has no output, such as saving. */
  void run() {
    if (arguments.length() > 0) {
      session.vips().setArguments(pointer, arguments.toString());
    }
    try {
      session.vips().build(pointer);
    } catch (VipsFailure failure) {
      session.vips().unrefOutputs(pointer);
      throw failure;
    }
  }

  /** Its output. */
  VipsImage output() {
    return output("out");
  }

  /** An output of a name of its own. */
  VipsImage output(String name) {
    run();
    MemorySegment result = session.vips().objects().object(pointer, name);
    session.vips().unrefOutputs(pointer);
    return session.image(result);
  }
}
