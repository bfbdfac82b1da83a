package io.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Any bytes get an answer, after a bounded amount of reading. The seed is fixed. */
class DetectorMutationTest {
  private static final int MUTATIONS = 80;
  private static final long MAX_READ = 34L << 20;

  private final Detector detector = new Detector(new MediaFormats());
  private final Random random = new Random(20_260_101);

  @Test
  void answersForEveryTruncationAndBitFlip() throws IOException {
    for (byte[] sample : samples()) {
      for (int i = 0; i < MUTATIONS; i++) {
        assertAnswer(mutated(sample));
      }
    }
  }

  @Test
  void answersForRandomBytes() throws IOException {
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[random.nextInt(2048)];
      random.nextBytes(bytes);
      assertAnswer(bytes);
    }
  }

  private byte[] mutated(byte[] sample) {
    byte[] bytes =
        random.nextInt(4) == 0
            ? Arrays.copyOf(sample, random.nextInt(sample.length + 1))
            : sample.clone();
    for (int flips = random.nextInt(8); flips > 0 && bytes.length > 0; flips--) {
      int reach = random.nextBoolean() ? Math.min(96, bytes.length) : bytes.length;
      bytes[random.nextInt(reach)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private void assertAnswer(byte[] bytes) throws IOException {
    AtomicLong read = new AtomicLong();
    ByteSource source = Samples.source(bytes);
    ByteSource counting =
        new ByteSource() {
          @Override
          public long size() {
            return source.size();
          }

          @Override
          public byte[] read(long offset, int length) throws IOException {
            assertThat(offset).isBetween(0L, size());
            read.addAndGet(length);
            return source.read(offset, length);
          }
        };
    assertThat(detector.detect(counting, Optional.of("a.jpg"))).isNotNull();
    assertThat(read.get()).isLessThan(MAX_READ);
  }

  private static List<byte[]> samples() {
    return List.of(
        Samples.jpegWithOrientation(40, 30, 6),
        Samples.pngWithOrientation(40, 30, 6),
        Samples.picture("gif", 9, 9),
        Samples.picture("bmp", 9, 9),
        Samples.picture("tiff", 9, 9),
        Samples.fixture("lossy.webp"),
        Samples.fixture("lossless.webp"),
        Samples.fixture("turned.avif"),
        Samples.fixture("picture.heic"),
        Samples.fixture("video.mp4"),
        Samples.fixture("video.mov"),
        Samples.fixture("sound.mp4"),
        Samples.fixture("video.webm"),
        Samples.fixture("video.ogv"),
        Samples.fixture("sound.opus"),
        Samples.fixture("sound.mp3"),
        Samples.fixture("untagged.mp3"),
        Samples.fixture("sound.aac"),
        Samples.fixture("sound.wma"),
        Samples.glb(),
        Samples.zip("mimetype", "application/epub+zip", "x", "y"),
        Samples.openPackage("application/vnd.ms-excel.main+xml"),
        Samples.compound(new byte[16], "Root Entry", "WordDocument"),
        Samples.utf8("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g/></svg>"),
        Samples.utf8("<!DOCTYPE html><html><body>x</body></html>"));
  }
}
