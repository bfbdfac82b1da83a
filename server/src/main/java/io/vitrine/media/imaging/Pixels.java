package io.vitrine.media.imaging;

import io.vitrine.media.PixelSize;

/**
 * The pixels of a small picture, seen by Java.
 *
 * @param bands bytes of a pixel
 * @param bytes row by row; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are not compared
record Pixels(int width, int height, int bands, byte[] bytes) {

  /** Of a picture of 8 bits; computes it. */
  static Pixels of(VipsImage image) {
    VipsImage computed = image.inMemory();
    PixelSize size = computed.size();
    int bands = computed.number(ImageNumber.BANDS);
    byte[] bytes =
        computed
            .session()
            .vips()
            .pixels(computed.pointer(), (long) size.width() * size.height() * bands);
    return new Pixels(size.width(), size.height(), bands, bytes);
  }

  int count() {
    return width * height;
  }

  /** A band of a pixel, 0 to 255. */
  int value(int pixel, int band) {
    return Byte.toUnsignedInt(bytes[pixel * bands + band]);
  }

  /** 0 to 255; pictures without opacity are opaque. */
  int opacity(int pixel) {
    return bands == 4 ? value(pixel, 3) : 255;
  }
}
