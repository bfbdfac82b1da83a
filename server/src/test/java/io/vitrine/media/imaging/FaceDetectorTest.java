package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.vitrine.media.Face;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search itself, with a cascade that knows one thing: what is bright above and dark below. */
class FaceDetectorTest {
  /** A tree of two nodes, as OpenCV's: bright above, and as bright left as right. */
  private static final String CASCADE =
      """
      <?xml version="1.0"?>
      <!-- ours -->
      <opencv_storage><cascade><featureType>HAAR</featureType>
        <height>12</height><width>12</width>
        <stages><_><maxWeakCount>1</maxWeakCount><stageThreshold>0.5</stageThreshold>
          <weakClassifiers><_>
            <internalNodes>0 1 0 1.3 -1 -2 1 0.05</internalNodes>
            <leafValues>0. 1. 0.</leafValues></_></weakClassifiers></_></stages>
        <features>
          <_><rects><_>0 0 12 6 1.</_><_>0 6 12 6 -1.</_></rects></_>
          <_><rects><_>0 0 6 12 1.</_><_>6 0 6 12 -1.</_></rects></_>
        </features></cascade></opencv_storage>
      """;

  @TempDir private Path folder;

  private FaceDetector detector(String cascade) throws Exception {
    return FaceDetector.read(Files.writeString(folder.resolve("cascade.xml"), cascade));
  }

  /** Grey, with squares whose upper half is white and whose lower half is black. */
  private static Pixels picture(int width, int height, int edge, int... corners) {
    byte[] grey = new byte[width * height];
    java.util.Arrays.fill(grey, (byte) 128);
    for (int i = 0; i < corners.length; i += 2) {
      for (int y = 0; y < edge; y++) {
        for (int x = 0; x < edge; x++) {
          grey[(corners[i + 1] + y) * width + corners[i] + x] = (byte) (y < edge / 2 ? 255 : 0);
        }
      }
    }
    return new Pixels(width, height, 1, grey);
  }

  @Test
  void whatLooksLikeItIsFoundWhereItIs() throws Exception {
    List<Face> found = detector(CASCADE).faces(picture(200, 120, 30, 20, 40, 140, 60));

    assertThat(found).hasSize(2);
    for (Face face : found) {
      boolean first = face.x() < 100;
      assertThat(face.x() + face.width() / 2).isBetween(first ? 30 : 150, first ? 40 : 160);
      assertThat(face.y() + face.height() / 2).isBetween(first ? 50 : 70, first ? 60 : 80);
      assertThat(face.confidence()).isBetween(40.0, 100.0);
    }
  }

  @Test
  void nothingIsFoundInAPlainPictureOrOneThatIsTooSmall() throws Exception {
    FaceDetector detector = detector(CASCADE);

    assertThat(detector.faces(picture(200, 120, 0))).isEmpty();
    assertThat(detector.faces(picture(8, 8, 8, 0, 0))).isEmpty();
    assertThat(detector.faces(picture(1, 1, 0))).isEmpty();
  }

  @Test
  void aFewHitsBesideEachOtherAreAMistakeAndManyAreSurer() {
    FaceHits.Hit hit = new FaceHits.Hit(10, 10, 50);

    assertThat(FaceHits.faces(List.of(hit, hit, hit))).isEmpty();
    assertThat(FaceHits.faces(java.util.Collections.nCopies(6, hit)))
        .containsExactly(new Face(50, 10, 10, 50, 50));
    assertThat(FaceHits.faces(java.util.Collections.nCopies(60, hit)).getFirst().confidence())
        .isGreaterThan(90);
  }

  @Test
  void aFaceInsideOfAFaceIsTheSame() {
    List<FaceHits.Hit> hits = new java.util.ArrayList<>();
    hits.addAll(java.util.Collections.nCopies(9, new FaceHits.Hit(0, 0, 100)));
    hits.addAll(java.util.Collections.nCopies(5, new FaceHits.Hit(30, 30, 40)));

    assertThat(FaceHits.faces(hits)).singleElement().matches(face -> face.width() == 100);
  }

  @Test
  void aFileThatIsNoCascadeIsRefused() {
    for (String wrong :
        List.of(
            "",
            "<a/>",
            CASCADE.replace("HAAR", "LBP"),
            CASCADE.replace("0 0 12 6 1.", "4 0 12 6 1."),
            CASCADE.replace("</rects></_>\n  ", "</rects><tilted>1</tilted></_>"))) {
      assertThatIOException().isThrownBy(() -> detector(wrong)).withMessageContaining("cascade");
    }
  }
}
