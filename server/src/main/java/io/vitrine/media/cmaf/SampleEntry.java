package io.vitrine.media.cmaf;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * How the samples of a track are coded: H.264 (ISO/IEC 14496-15 section 5.4.2) or AAC (ISO/IEC
 * 14496-14 section 5.6).
 *
 * @param codec as RFC 6381 names it, such as {@code avc1.64001f}
 * @param width pixels; 0 of sound
 * @param height pixels; 0 of sound
 * @param channels 0 of a film
 * @param sampleRate a second; 0 of a film
 */
record SampleEntry(String codec, int width, int height, int channels, int sampleRate) {
  private static final int VIDEO_FIELDS = 78;
  private static final int AUDIO_FIELDS = 28;
  private static final int ES_DESCRIPTOR = 3;
  private static final int DECODER_CONFIG = 4;
  private static final int DECODER_SPECIFIC = 5;
  private static final int MPEG4_AUDIO = 0x40;
  private static final int EXTENDED_TYPE = 31;

  boolean isVideo() {
    return width > 0;
  }

  /** The only entry of a box {@code stsd}. */
  static SampleEntry of(Box descriptions) throws MalformedCmafException {
    var entries = Box.in(descriptions.from(Box.FULL_HEADER + 4));
    if (entries.size() != 1) {
      throw new MalformedCmafException("samples of " + entries.size() + " kinds");
    }
    Box entry = entries.getFirst();
    return switch (entry.type()) {
      case "avc1", "avc3" -> video(entry);
      case "mp4a" -> audio(entry);
      default -> throw new MalformedCmafException("neither H.264 nor AAC");
    };
  }

  private static SampleEntry video(Box entry) throws MalformedCmafException {
    ByteBuffer fields = entry.body();
    int width = Short.toUnsignedInt(fields.getShort(24));
    int height = Short.toUnsignedInt(fields.getShort(26));
    if (width == 0 || height == 0) {
      throw new MalformedCmafException("a film without pixels");
    }
    Box configuration = child(entry, VIDEO_FIELDS, "avcC");
    byte[] profile = new byte[3];
    configuration.body().get(1, profile);
    return new SampleEntry(
        entry.type() + "." + HexFormat.of().formatHex(profile), width, height, 0, 0);
  }

  private static SampleEntry audio(Box entry) throws MalformedCmafException {
    ByteBuffer fields = entry.body();
    int channels = Short.toUnsignedInt(fields.getShort(16));
    int sampleRate = fields.getInt(24) >>> 16;
    ByteBuffer descriptor = child(entry, AUDIO_FIELDS, "esds").fields();
    enter(descriptor, ES_DESCRIPTOR);
    descriptor.getShort();
    int flags = Byte.toUnsignedInt(descriptor.get());
    if (flags >> 5 != 0) {
      throw new MalformedCmafException("a stream that depends on another");
    }
    enter(descriptor, DECODER_CONFIG);
    if (Byte.toUnsignedInt(descriptor.get()) != MPEG4_AUDIO) {
      throw new MalformedCmafException("sound that is not MPEG-4's");
    }
    descriptor.position(descriptor.position() + 12);
    enter(descriptor, DECODER_SPECIFIC);
    int first = Byte.toUnsignedInt(descriptor.get());
    int type = first >> 3;
    if (type == EXTENDED_TYPE) {
      type = 32 + ((first & 7) << 3 | Byte.toUnsignedInt(descriptor.get()) >> 5);
    }
    return new SampleEntry("mp4a.40." + type, 0, 0, channels, sampleRate);
  }

  private static Box child(Box entry, int fields, String type) throws MalformedCmafException {
    return Box.in(entry.from(Box.HEADER + fields)).stream()
        .filter(box -> box.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new MalformedCmafException("a sample entry without " + type));
  }

  /** Steps over the head of a descriptor (ISO/IEC 14496-1 section 8.3.3). */
  private static void enter(ByteBuffer descriptor, int tag) throws MalformedCmafException {
    if (Byte.toUnsignedInt(descriptor.get()) != tag) {
      throw new MalformedCmafException("esds is of another form");
    }
    for (int i = 0; i < 4; i++) {
      if (descriptor.get() >= 0) {
        return;
      }
    }
    throw new MalformedCmafException("a descriptor without an end");
  }
}
