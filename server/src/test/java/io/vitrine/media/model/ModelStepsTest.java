package io.vitrine.media.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vitrine.media.MediaFacts;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workbench;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told and drawn of models, also of harmful ones. */
class ModelStepsTest {
  private static final ProcessingStep STRUCTURE = new StructureStep();
  private static final ProcessingStep THUMBNAIL = new ThumbnailStep();

  @TempDir private Path folder;

  private Workbench bench(byte[] glb) throws Exception {
    Path file = Files.createTempFile(folder, "model", ".glb");
    return new Workbench(Files.write(file, glb), folder);
  }

  private Workbench bench(String json) throws Exception {
    return bench(Models.glb(json, Models.cubeNumbers()));
  }

  private static Code codeOf(Workbench work, ProcessingStep step) {
    return catchThrowableOfType(ProcessingException.class, () -> work.run(step)).code();
  }

  @Test
  void aCubeIsCountedAndDrawn() throws Exception {
    Workbench work = bench(Models.cube()).run(STRUCTURE, THUMBNAIL);

    assertThat(work.facts().model()).contains(new MediaFacts.Model(1, 1, 0, true));
    var preview = work.assets().get("image.preview");
    assertThat(preview.pixelSize()).contains(new PixelSize(256, 256));
    BufferedImage picture = ImageIO.read(preview.file().toFile());
    assertThat(picture.getWidth()).isEqualTo(256);
    assertThat(picture.getRGB(2, 2) >>> 24).as("opacity of the corner").isZero();
    Color front = new Color(picture.getRGB(128, 150), true);
    Color roof = new Color(picture.getRGB(128, 50), true);
    assertThat(front.getAlpha()).isEqualTo(255);
    assertThat(front.getRed()).isGreaterThan(3 * front.getBlue());
    assertThat(roof.getRed()).as("the roof is lit more").isGreaterThan(front.getRed() + 20);
  }

  @Test
  void placesOfNodesAreKeptTo() throws Exception {
    String two =
        Models.CUBE_JSON.replace(
            "\"nodes\":[{\"mesh\":0}]",
            "\"nodes\":[{\"children\":[1,2]},{\"mesh\":0,\"scale\":[0.5,0.5,0.5]},"
                + "{\"mesh\":0,\"matrix\":[1,0,0,0, 0,1,0,0, 0,0,1,0, 0,8,0,1]}]");
    BufferedImage picture =
        ImageIO.read(bench(two).run(THUMBNAIL).assets().get("image.preview").file().toFile());

    assertThat(picture.getRGB(128, 40) >>> 24).as("the upper cube").isEqualTo(255);
    assertThat(picture.getRGB(128, 140) >>> 24).as("between them").isZero();
    assertThat(picture.getRGB(128, 225) >>> 24).as("the lower cube").isEqualTo(255);
    assertThat(widthAt(picture, 50)).isGreaterThan(widthAt(picture, 225) * 3 / 2);
  }

  private static int widthAt(BufferedImage picture, int y) {
    int width = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      width += picture.getRGB(x, y) >>> 24 > 0 ? 1 : 0;
    }
    return width;
  }

  @Test
  void whatLiesElsewhereIsNoted() throws Exception {
    Workbench outside =
        bench(Models.CUBE_JSON.replace("{\"byteLength\":168}", "{\"uri\":\"http://[::1]:1/x\"}"));
    assertThat(outside.run(STRUCTURE).facts().model().orElseThrow().complete()).isFalse();
    assertThat(codeOf(outside, THUMBNAIL)).isEqualTo(Code.UNSUPPORTED_FILE_FORMAT);

    Workbench inside =
        bench(Models.CUBE_JSON.replace("\"scene\":0", "\"images\":[{\"uri\":\"data:,x\"}]"));
    assertThat(inside.run(STRUCTURE).facts().model().orElseThrow().complete()).isTrue();
  }

  @Test
  void brokenJsonIsDamage() throws Exception {
    assertThat(codeOf(bench("{\"asset\":{},\"meshes\":[{}"), STRUCTURE))
        .isEqualTo(Code.FILE_CORRUPT);
    assertThat(codeOf(bench("[1]"), STRUCTURE)).isEqualTo(Code.FILE_CORRUPT);
    assertThat(codeOf(bench("{\"meshes\":{}}"), STRUCTURE)).isEqualTo(Code.FILE_CORRUPT);
    assertThat(codeOf(bench("{\"asset\":" + "[".repeat(100_000)), STRUCTURE))
        .isEqualTo(Code.FILE_CORRUPT);
  }

  @Test
  void referencesThatLieAreFound() throws Exception {
    String json = Models.CUBE_JSON;
    for (String wrong :
        new String[] {
          json.replace("\"indices\":1", "\"indices\":7"),
          json.replace("\"count\":36", "\"count\":37"),
          json.replace("\"count\":8", "\"count\":7"),
          json.replace("\"byteOffset\":96", "\"byteOffset\":-4"),
          json.replace("\"byteLength\":96", "\"byteLength\":96,\"byteStride\":1"),
          json.replace("\"byteOffset\":96", "\"byteOffset\":9223372036854775807"),
          json.replace("\"mesh\":0", "\"mesh\":-1"),
          json.replace("\"nodes\":[0]", "\"nodes\":[null]"),
        }) {
      assertThat(codeOf(bench(wrong), THUMBNAIL)).as(wrong).isEqualTo(Code.FILE_CORRUPT);
    }
  }

  @Test
  void endlessModelsAreLeftInTime() throws Exception {
    String json = Models.CUBE_JSON;
    for (String endless :
        new String[] {
          json.replace("{\"mesh\":0}", "{\"mesh\":0,\"children\":[0,0]}"),
          json.replace("\"count\":36", "\"count\":2000000000"),
          json.replace("\"nodes\":[0]", "\"nodes\":[" + "0,".repeat(9_999) + "0,0,0]"),
        }) {
      assertThat(codeOf(bench(endless), THUMBNAIL)).isEqualTo(Code.MEDIA_LIMIT_EXCEEDED);
    }
    assertThat(codeOf(bench(json + " ".repeat(3 << 20)), THUMBNAIL))
        .isEqualTo(Code.MEDIA_LIMIT_EXCEEDED);
  }

  @Test
  void aModelWithoutSurfaceHasNoPicture() throws Exception {
    Workbench work = bench(Models.CUBE_JSON.replace("\"indices\":1", "\"mode\":1")).run(THUMBNAIL);

    assertThat(work.assets()).isEmpty();
    assertThat(work.failures()).containsKey("image.preview");
  }

  @Test
  void damagedOnesGetAnAnswer() throws Exception {
    byte[] sound = Models.cube();
    Random random = new Random(20_261_128);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = sound.clone();
      for (int k = 0; k < 4; k++) {
        bytes[20 + random.nextInt(bytes.length - 20)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("mutated.glb"), bytes);
      Workbench work = new Workbench(file, folder);
      try {
        work.run(STRUCTURE, THUMBNAIL);
        assertThat(work.facts().model()).isPresent();
      } catch (ProcessingException refused) {
        assertThat(refused.code()).isNotEqualTo(Code.PROCESSING_FAILED);
      }
    }
  }
}
