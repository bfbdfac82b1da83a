package io.vitrine.media.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.Workbench;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of office documents; only where LibreOffice is installed. */
class OfficeStepIT {
  @TempDir private Path folder;
  private OfficeStep step;

  @BeforeEach
  void findOffice() {
    Optional<Office> office = Office.find();
    assumeTrue(
        office.isPresent() && office.get().modules().contains(Office.Module.WRITER),
        "LibreOffice Writer is not installed");
    assumeTrue(Poppler.find().isPresent(), "poppler-utils is not installed");
    step = new OfficeStep(office.orElseThrow(), Poppler.find().orElseThrow());
  }

  private Workbench bench(String name, byte[] bytes) throws Exception {
    return new Workbench(Files.write(folder.resolve(name), bytes), folder);
  }

  @Test
  void aWordDocumentIsPaintedAndFound() throws Exception {
    Workbench work = bench("a.docx", Papers.docx("Quarterly zebra report")).run(step);

    assertThat(work.words()).contains("Quarterly zebra report");
    assertThat(work.facts().document().orElseThrow().pages()).hasValue(1);
    assertThat(work.assets().get("image.preview").pixelSize().orElseThrow().height())
        .isEqualTo(1000);
  }

  /** Security.md row 15: a document must not carry files of this machine into its picture. */
  @Test
  void whatADocumentLinksToIsNotRead() throws Exception {
    Path picture = folder.resolve("private.png");
    BufferedImage red = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 3600; i++) {
      red.setRGB(i % 60, i / 60, 0xff0000);
    }
    ImageIO.write(red, "png", picture.toFile());
    Path text = Files.writeString(folder.resolve("private.txt"), "CONFIDENTIAL");
    String body =
        "<text:p>Seen</text:p><text:section text:name='s'><text:section-source "
            + linkTo(text)
            + "/><text:p>nothing</text:p></text:section><text:p><draw:frame svg:width='9cm'"
            + " svg:height='9cm' text:anchor-type='as-char'><draw:image "
            + linkTo(picture)
            + "/></draw:frame></text:p>";

    Workbench work = bench("a.odt", Papers.odt(body)).run(step);

    assertThat(work.words()).contains("Seen").doesNotContain("CONFIDENTIAL");
    BufferedImage page = ImageIO.read(work.assets().get("image.preview").file().toFile());
    for (int y = 0; y < page.getHeight(); y++) {
      for (int x = 0; x < page.getWidth(); x++) {
        int pixel = page.getRGB(x, y);
        assertThat((pixel >> 16 & 0xff) - (pixel >> 8 & 0xff))
            .as("red at %d, %d", x, y)
            .isLessThan(60);
      }
    }
  }

  private static String linkTo(Path file) {
    return "xlink:href='"
        + file.toUri()
        + "' xlink:type='simple' xlink:show='embed' xlink:actuate='onLoad'";
  }

  @Test
  void whatLibreOfficeCannotReadFailsByName() throws Exception {
    Workbench work = bench("a.odt", Papers.odt("<text:p>unclosed"));

    ProcessingException failure =
        catchThrowableOfType(ProcessingException.class, () -> work.run(step));

    assertThat(failure.code()).isEqualTo(Code.UNSUPPORTED_FILE_FORMAT);
  }
}
