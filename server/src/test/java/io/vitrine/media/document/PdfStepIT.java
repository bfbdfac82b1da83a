package io.vitrine.media.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.Workbench;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of PDF, by the real programs. */
class PdfStepIT {
  private static final int MUTATIONS = Integer.getInteger("vitrine.mutations", 200) / 10;

  @TempDir private Path folder;
  private PdfStep step;

  @BeforeEach
  void findPoppler() {
    Optional<Poppler> poppler = Poppler.find();
    assumeTrue(poppler.isPresent(), "poppler-utils is not installed");
    step = new PdfStep(poppler.orElseThrow());
  }

  private Workbench bench(String name, byte[] bytes) throws Exception {
    return new Workbench(Files.write(folder.resolve(name), bytes), folder);
  }

  @Test
  void theFirstPageIsPaintedAndTheWordsAreFound() throws Exception {
    Workbench work = bench("a.pdf", Papers.pdf("Zebras graze", "second page")).run(step);

    assertThat(work.facts().document()).contains(new MediaFacts.Document(OptionalInt.of(2), false));
    assertThat(work.words()).contains("Zebras graze").contains("second page");
    MadeAsset preview = work.assets().get("image.preview");
    assertThat(preview.mimeType()).isEqualTo("image/jpeg");
    assertThat(preview.pixelSize()).contains(new PixelSize(707, 1000));
    BufferedImage page = ImageIO.read(preview.file().toFile());
    Color box = new Color(page.getRGB(200, 200 + 30));
    assertThat(box.getRed()).isGreaterThan(180);
    assertThat(box.getGreen()).isLessThan(60);
    assertThat(new Color(page.getRGB(20, 20))).isEqualTo(Color.WHITE);
  }

  @Test
  void oneWithAPasswordStaysClosed() throws Exception {
    Workbench work = bench("a.pdf", Papers.lockedPdf()).run(step);

    assertThat(work.facts().document())
        .contains(new MediaFacts.Document(OptionalInt.empty(), true));
    assertThat(work.assets()).isEmpty();
    assertThat(work.failures()).containsEntry("image.preview", Code.UNSUPPORTED_FILE_FORMAT);
  }

  @Test
  void oneWithoutPagesIsDamaged() throws Exception {
    Workbench work = bench("a.pdf", "%PDF-1.4\nnothing else".getBytes(StandardCharsets.UTF_8));

    ProcessingException failure =
        catchThrowableOfType(ProcessingException.class, () -> work.run(step));

    assertThat(failure.code()).isEqualTo(Code.FILE_CORRUPT);
    assertThat(failure).hasMessage("the PDF is damaged");
    assertThat(work.planned()).containsExactly("image.preview");
  }

  @Test
  void illustratorFilesAreReadWhereTheyArePdf() throws Exception {
    assertThat(bench("a.ai", Papers.pdf("drawing")).run(step).assets())
        .containsKey("image.preview");
    Workbench postScript =
        bench("b.ai", "%!PS-Adobe-3.0\nshowpage".getBytes(StandardCharsets.UTF_8)).run(step);
    assertThat(postScript.planned()).isEmpty();
    assertThat(postScript.assets()).isEmpty();
  }

  @Test
  void damagedOnesGetAnAnswer() throws Exception {
    byte[] sound = Papers.pdf("one", "two");
    Random random = new Random(20_261_128);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = sound.clone();
      for (int k = 0; k < 20; k++) {
        bytes[9 + random.nextInt(bytes.length - 9)] = (byte) random.nextInt(256);
      }
      Workbench work = bench(i + ".pdf", bytes);
      try {
        work.run(step);
        assertThat(work.facts().document()).isPresent();
      } catch (ProcessingException failure) {
        assertThat(failure.code()).isIn(List.of(Code.FILE_CORRUPT, Code.PROCESSING_TIMEOUT));
      }
    }
  }
}
