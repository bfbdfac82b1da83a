package io.vitrine.media.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.media.cmaf.CmafFragment.Samples;
import io.vitrine.media.cmaf.CmafIndex.Segment;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CmafIndexTest {
  private static final int TIMESCALE = 90_000;
  private static final int HEAD = 500;
  private static final int PAYLOAD = 70_000;

  @Test
  void threeFragmentsOfTwoSecondsAreASegment() throws Exception {
    CmafIndex index = index(7, 2.0, 1.0);

    assertThat(segments(index))
        .extracting(Segment::duration)
        .containsExactly(6L * TIMESCALE, 6L * TIMESCALE, (long) TIMESCALE);
    assertThat(index.segment(2).offset()).isEqualTo(1_000 + 3 * (HEAD + PAYLOAD));
    assertThat(index.segment(2).length()).isEqualTo(3 * (HEAD + PAYLOAD));
  }

  @Test
  void aLastSegmentIsNeverTiny() throws Exception {
    assertThat(index(7, 2.0, 0.99).segmentCount()).isEqualTo(2);
    assertThat(index(7, 2.0, 1.0).segmentCount()).isEqualTo(3);
    assertThat(index(1, 2.0, 0.04).segmentCount()).isEqualTo(1);
  }

  /** Fragments of sound are never exactly two seconds long, but must not run away from the film. */
  @Test
  void soundKeepsToTheSegmentsOfThePictures() throws Exception {
    CmafIndex sound = index(5_000, 96_256 / 48_000.0, 2.0);
    CmafIndex pictures = index(5_013, 2.0, 2.0);

    assertThat(sound.segmentCount()).isEqualTo(pictures.segmentCount());
    for (int i = 1; i <= sound.segmentCount(); i++) {
      assertThat(sound.segment(i).start() - pictures.segment(i).start())
          .as("segment %d", i)
          .isBetween(0L, 2L * TIMESCALE + 1_000);
    }
  }

  @Test
  void segmentsCoverTheTrack() throws Exception {
    CmafIndex index = index(100, 2.002, 0.3);

    assertThat(segments(index).stream().mapToLong(Segment::duration).sum())
        .isEqualTo(index.duration());
    long at = 1_000;
    for (Segment segment : segments(index)) {
      assertThat(segment.offset()).isEqualTo(at);
      at += segment.length();
    }
    assertThat(index.peakBitrate()).isGreaterThanOrEqualTo(index.averageBitrate());
  }

  @Test
  void aKeyFrameLiesInItsSegment() throws Exception {
    CmafIndex index = index(7, 2.0, 2.0);

    assertThat(index.keyFrame(0)).isEqualTo(new CmafIndex.KeyFrame(1, 0, HEAD + 40, 180_000));
    assertThat(index.keyFrame(4))
        .isEqualTo(new CmafIndex.KeyFrame(2, HEAD + PAYLOAD, HEAD + 40, 180_000));
  }

  @Test
  void twelveHoursAreSmallWhenWritten() throws Exception {
    CmafIndex index = index(21_600, 2.0, 2.0);
    byte[] written = written(index);

    assertThat(written).hasSizeLessThan(300_000);
    CmafIndex read = CmafIndex.read(ByteBuffer.wrap(written));
    assertThat(read.weight()).isLessThan(1_000_000);
    assertThat(segments(read)).isEqualTo(segments(index));
    assertThat(written(read)).isEqualTo(written);
  }

  @Test
  void whatIsCutOffOrForeignIsRefused() throws Exception {
    byte[] written = written(index(7, 2.0, 1.0));

    for (int length = 0; length < written.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(written, length));
      assertThatThrownBy(() -> CmafIndex.read(cut))
          .as("%d bytes", length)
          .isInstanceOf(MalformedCmafException.class);
    }
    written[0] = 'x';
    assertThatThrownBy(() -> CmafIndex.read(ByteBuffer.wrap(written)))
        .isInstanceOf(MalformedCmafException.class);
  }

  private static List<Segment> segments(CmafIndex index) {
    return IntStream.rangeClosed(1, index.segmentCount()).mapToObj(index::segment).toList();
  }

  private static byte[] written(CmafIndex index) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    index.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** So many fragments of so many seconds each, but for the last. */
  private static CmafIndex index(int fragments, double seconds, double last) throws Exception {
    CmafIndex.Builder builder = new CmafIndex.Builder(TIMESCALE);
    Samples samples =
        new Samples(
            new int[] {40, PAYLOAD - 40},
            new int[] {1, 1},
            new int[2],
            new boolean[] {true, false});
    for (int i = 0; i < fragments; i++) {
      builder.add(
          new CmafFragment(
              1_000 + (long) i * (HEAD + PAYLOAD),
              HEAD,
              PAYLOAD,
              Math.round(i * seconds * TIMESCALE),
              samples));
    }
    return builder.build(Math.round(((fragments - 1) * seconds + last) * TIMESCALE));
  }
}
