package io.vitrine.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files to look at: made here, or committed fixtures that ffmpeg, libheif and libwebp wrote. */
final class Samples {
  private Samples() {}

  static byte[] fixture(String name) {
    try (InputStream stream = Samples.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] picture(String imageIoFormat, int width, int height) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      if (!ImageIO.write(image, imageIoFormat, bytes)) {
        throw new IllegalArgumentException("no writer for " + imageIoFormat);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A TIFF structure with nothing but an orientation. */
  static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    tiff.put(latin1(order == ByteOrder.BIG_ENDIAN ? "MM" : "II")).putShort((short) 42).putInt(8);
    tiff.putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
    return tiff.array();
  }

  static byte[] jpegWithOrientation(int width, int height, int orientation) {
    byte[] jpeg = picture("jpg", width, height);
    byte[] exif = concat(latin1("Exif\0\0"), exif(orientation, ByteOrder.BIG_ENDIAN));
    byte[] segment =
        ByteBuffer.allocate(4).putShort((short) 0xffe1).putShort((short) (exif.length + 2)).array();
    return concat(hex("ffd8"), segment, exif, slice(jpeg, 2, jpeg.length));
  }

  static byte[] pngWithOrientation(int width, int height, int orientation) {
    byte[] png = picture("png", width, height);
    byte[] body = concat(latin1("eXIf"), exif(orientation, ByteOrder.LITTLE_ENDIAN));
    CRC32 crc = new CRC32();
    crc.update(body);
    ByteBuffer chunk = ByteBuffer.allocate(body.length + 8);
    chunk.putInt(body.length - 4).put(body).putInt((int) crc.getValue());
    return concat(slice(png, 0, 33), chunk.array(), slice(png, 33, png.length));
  }

  /** A ZIP file of entries given as name, text, name, text …. */
  static byte[] zip(String... namesAndTexts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An OPC package whose main part has this content type. */
  static byte[] openPackage(String mainContentType) {
    return zip(
        "[Content_Types].xml",
        "<?xml version=\"1.0\"?><Types><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/main.xml\" ContentType=\""
            + mainContentType
            + "\"/></Types>",
        "main.xml",
        "<x/>");
  }

  static byte[] glb() {
    byte[] json = latin1("{\"asset\":{\"version\":\"2.0\"}} ");
    ByteBuffer glb = ByteBuffer.allocate(20 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    glb.put(latin1("glTF")).putInt(2).putInt(20 + json.length);
    return glb.putInt(json.length).put(latin1("JSON")).put(json).array();
  }

  /** A compound file of one directory sector that holds these streams. */
  static byte[] compound(byte[] rootClass, String... names) {
    ByteBuffer file = ByteBuffer.allocate(512 * 3).order(ByteOrder.LITTLE_ENDIAN);
    file.put(hex("d0cf11e0a1b11ae1")).position(30).putShort((short) 9);
    file.putInt(48, 1).putInt(76, 0);
    file.putInt(512, 0xfffffffd).putInt(516, 0xfffffffe);
    for (int i = 0; i < names.length; i++) {
      int entry = 1024 + 128 * i;
      file.put(entry, names[i].getBytes(StandardCharsets.UTF_16LE));
      file.putShort(entry + 64, (short) (2 * names[i].length() + 2));
    }
    file.put(1024 + 80, rootClass);
    return file.array();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** A source in memory. */
  static ByteSource source(byte[] bytes) {
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public byte[] read(long offset, int length) {
        int from = (int) Math.min(offset, bytes.length);
        return slice(bytes, from, (int) Math.min(bytes.length, (long) from + length));
      }
    };
  }
}
