package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.media.Face;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real face, found by the real cascade: a part of NASA's portrait of Eileen Collins, which is in
 * the public domain. {@code ./vitrine test} installs Debian's {@code opencv-data} where it may;
 * without it these fail.
 */
class FacesIT {
  @TempDir private Path folder;
  private Studio studio;
  private ImagingPool pool;
  private Path cascade;
  private BufferedImage portrait;

  @BeforeEach
  void openPool() throws Exception {
    studio = Studio.in(folder);
    pool = new ImagingPool(Studio.settings(folder), new SimpleMeterRegistry());
    cascade =
        FaceModel.installed()
            .orElseThrow(() -> new AssertionError("apt-get install opencv-data is needed"));
    try (InputStream in = FacesIT.class.getResourceAsStream("astronaut.jpg")) {
      portrait = ImageIO.read(in);
    }
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  /** The eyes of the portrait lie there, and its chin. */
  private static void assertIsTheFace(Face face, double scale, int left, int top) {
    assertThat(face.confidence()).isBetween(60.0, 100.0);
    assertThat((face.x() + face.width() / 2 - left) / scale).isBetween(78.0, 100.0);
    assertThat((face.y() + face.height() / 2 - top) / scale).isBetween(66.0, 90.0);
    assertThat(face.width() / scale).isBetween(45.0, 90.0);
  }

  @Test
  void oneFaceIsFoundInAPortrait() throws Exception {
    Path jpeg = studio.save(portrait, "a.jpg");

    List<Face> faces = pool.faces(jpeg, "image/jpeg", cascade);

    assertThat(faces).hasSize(1);
    assertIsTheFace(faces.getFirst(), 1, 0, 0);
  }

  @Test
  void eachFaceIsFoundInPixelsOfALargePicture() throws Exception {
    BufferedImage couple = new BufferedImage(1_600, 900, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = couple.createGraphics();
    graphics.drawImage(portrait, 100, 50, 800, 800, null);
    graphics.drawImage(portrait, 1_100, 300, 400, 400, null);
    graphics.dispose();

    List<Face> faces = pool.faces(studio.save(couple, "a.png"), "image/png", cascade);

    assertThat(faces).hasSize(2);
    Face large = faces.get(faces.get(0).width() > faces.get(1).width() ? 0 : 1);
    Face small = faces.get(faces.get(0).width() > faces.get(1).width() ? 1 : 0);
    assertIsTheFace(large, 4, 100, 50);
    assertIsTheFace(small, 2, 1_100, 300);
  }

  @Test
  void aFaceIsFoundInThePictureThatIsSeen() throws Exception {
    BufferedImage lying = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 200 * 200; i++) {
      lying.setRGB(i / 200, 199 - i % 200, portrait.getRGB(i % 200, i / 200));
    }
    Path jpeg = studio.save(lying, "a.jpg");
    assertThat(pool.faces(jpeg, "image/jpeg", cascade)).isEmpty();
    Exif.orient(jpeg, 6);

    List<Face> faces = pool.faces(jpeg, "image/jpeg", cascade);

    assertThat(faces).hasSize(1);
    assertIsTheFace(faces.getFirst(), 1, 0, 0);
  }

  @Test
  void noFaceIsFoundWhereNoneIs() throws Exception {
    Path scenery = studio.save(Studio.scenery(640, 480), "a.png");

    assertThat(pool.faces(scenery, "image/png", cascade)).isEmpty();
  }
}
