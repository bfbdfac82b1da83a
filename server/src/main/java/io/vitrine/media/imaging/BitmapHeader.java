package io.vitrine.media.imaging;

import io.vitrine.media.ImageLimits;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PixelSize;
import java.io.IOException;
import java.util.Set;

/**
 * What a bitmap of Windows or OS/2 tells of its pixels.
 *
 * @param topDown whether the upper row comes first; else the lower one does
 * @param bits of a pixel
 * @param palette colours of pixels of up to 8 bits; empty for others
 * @param masks bits of red, green, blue and, unless 0, opacity in pixels of 16 and 32 bits
 * @param pixels where they begin in the file
 */
@SuppressWarnings("ArrayRecordComponent") // headers are not compared, and never leave this room
record BitmapHeader(
    PixelSize size,
    boolean topDown,
    int bits,
    Packing packing,
    int[] palette,
    int[] masks,
    long pixels) {
  private static final int OPAQUE = 0xff000000;

  /** The header of OS/2 1, whose numbers are short. */
  private static final int CORE = 12;

  /** The header of OS/2 2, whose packings have other numbers. */
  private static final int OS2 = 64;

  private static final int COMMON = 40;
  private static final Set<Integer> SIZES = Set.of(CORE, 16, COMMON, 52, 56, OS2, 108, 124);
  private static final Set<Integer> BITS = Set.of(1, 4, 8, 16, 24, 32);

  /** How pixels lie in the file. */
  enum Packing {
    ROWS,
    RUNS
  }

  /**
   * Reads a header.
   *
   * @param at where it begins
   * @param told where the file says that the pixels begin; 0 when it does not
   * @param icon it is one of an icon: of double height, for there is a mask below the picture
   * @throws PictureException when it is none, or of pixels that cannot be read
   */
  static BitmapHeader read(LittleEndianFile file, long at, long told, boolean icon)
      throws IOException, PictureException {
    int length = file.i32(at);
    if (!SIZES.contains(length)) {
      throw new PictureException(Reason.CORRUPT, "no header of a bitmap");
    }
    boolean core = length == CORE;
    long width = core ? file.u16(at + 4) : file.i32(at + 4);
    long height = core ? file.u16(at + 6) : file.i32(at + 8);
    int bits = file.u16(at + (core ? 10 : 14));
    int packing = length < COMMON ? 0 : file.i32(at + 16);
    boolean masked = length != OS2 && (packing == 3 || packing == 6);
    int[] masks = masked ? masks(file, at, length, packing) : masks(bits, icon);
    long behind = at + length + (masked && length == COMMON ? (packing == 6 ? 16 : 12) : 0);
    int bytesOfColour = core ? 3 : 4;
    long colours = bits > 8 ? 0 : colours(file, at, length, bits);
    if (told >= behind) {
      colours = Math.min(colours, (told - behind) / bytesOfColour);
    }
    return new BitmapHeader(
        size(width, icon ? height / 2 : height),
        height < 0,
        checked(bits),
        packing(packing, bits, masked),
        palette(file, behind, bits, colours, bytesOfColour),
        masks,
        told >= behind ? told : behind + colours * bytesOfColour);
  }

  private static PixelSize size(long width, long height) throws PictureException {
    if (width < 1 || height == 0 || Math.abs(height) > Integer.MAX_VALUE) {
      throw new PictureException(Reason.CORRUPT, "a bitmap of %dx%d".formatted(width, height));
    }
    PixelSize size = new PixelSize((int) width, (int) Math.abs(height));
    if (!ImageLimits.DEFAULT.allows(size)) {
      throw new PictureException(
          Reason.TOO_LARGE, "%dx%d pixels are too many".formatted(width, Math.abs(height)));
    }
    return size;
  }

  private static int checked(int bits) throws PictureException {
    if (!BITS.contains(bits)) {
      throw new PictureException(Reason.CORRUPT, "pixels of " + bits + " bits");
    }
    return bits;
  }

  private static Packing packing(int packing, int bits, boolean masked) throws PictureException {
    if (packing == 0 || (masked && (bits == 16 || bits == 32))) {
      return Packing.ROWS;
    }
    if ((packing == 1 && bits == 8) || (packing == 2 && bits == 4)) {
      return Packing.RUNS;
    }
    throw new PictureException(
        Reason.UNSUPPORTED, "a bitmap of " + bits + " bits packed by method " + packing);
  }

  private static int[] masks(LittleEndianFile file, long at, int length, int packing)
      throws IOException {
    boolean withOpacity = length > 52 || packing == 6;
    return new int[] {
      file.i32(at + 40), file.i32(at + 44), file.i32(at + 48), withOpacity ? file.i32(at + 52) : 0
    };
  }

  /** Those of bitmaps that tell none. The fourth byte means something in icons only. */
  private static int[] masks(int bits, boolean icon) {
    return bits == 16
        ? new int[] {0x7c00, 0x3e0, 0x1f, 0}
        : new int[] {0xff0000, 0xff00, 0xff, icon && bits == 32 ? OPAQUE : 0};
  }

  private static long colours(LittleEndianFile file, long at, int length, int bits)
      throws IOException {
    long told = length < COMMON ? 0 : file.u32(at + 32);
    long most = 1L << bits;
    return told == 0 ? most : Math.min(told, most);
  }

  /** Of all values that a pixel can have; those without a colour are black. */
  private static int[] palette(
      LittleEndianFile file, long at, int bits, long colours, int bytesOfColour)
      throws IOException {
    int[] palette = new int[bits > 8 ? 0 : 1 << bits];
    for (int i = 0; i < palette.length; i++) {
      long colour = at + (long) i * bytesOfColour;
      palette[i] =
          i < colours
              ? OPAQUE | file.u8(colour + 2) << 16 | file.u8(colour + 1) << 8 | file.u8(colour)
              : OPAQUE;
    }
    return palette;
  }

  boolean hasOpacity() {
    return masks[3] != 0;
  }

  /** From one row to the next, in rows that are not packed. */
  int bytesOfRow() {
    return (size.width() * bits + 31) / 32 * 4;
  }
}
