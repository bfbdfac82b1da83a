package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Rgb;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vector graphics become pictures, and reach nothing outside of themselves. */
class DrawingIT {
  private static final String SVG = "image/svg+xml";

  @TempDir private Path folder;
  private Studio studio;
  private ImagingPool pool;

  @BeforeEach
  void openPool() {
    studio = Studio.in(folder);
    pool = new ImagingPool(Studio.settings(folder), new SimpleMeterRegistry());
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  private Path svg(String attributes, String content) throws Exception {
    return Files.writeString(
        folder.resolve("a.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' %s>%s</svg>"
            .formatted(attributes, content));
  }

  private PictureAssert drawn(Path svg) throws Exception {
    Path target = folder.resolve("out.png");
    Answer.Previewed made = pool.preview(svg, SVG, 400, target);
    assertThat(made.format()).isEqualTo(PictureFormat.PNG);
    BufferedImage image = studio.look(target);
    assertThat(new PixelSize(image.getWidth(), image.getHeight())).isEqualTo(made.size());
    return new PictureAssert(image);
  }

  @Test
  void aDrawingFillsTheLongerEdgeAndKeepsItsTransparency() throws Exception {
    Path svg = svg("width='20' height='10'", "<rect width='10' height='10' fill='#e02010'/>");

    drawn(svg)
        .hasSize(400, 200)
        .shows(0.2, 0.5, new Color(0xe0, 0x20, 0x10), 2)
        .shows(0.8, 0.5, new Color(0, 0, 0, 0), 0);
    Inspection seen = pool.inspect(svg, SVG);
    assertThat(seen.size()).isEqualTo(new PixelSize(20, 10));
    assertThat(seen.palette()).containsExactly(new Rgb(0xe0, 0x20, 0x10));
  }

  @Test
  void aDrawingWithoutASizeHasThatOfItsViewBox() throws Exception {
    drawn(svg("viewBox='0 0 300 600'", "<rect width='300' height='600'/>")).hasSize(200, 400);
  }

  @Test
  void aHugeDrawingIsDrawnSmall() throws Exception {
    drawn(svg("width='100000' height='50000'", "<rect width='100000' height='50000' fill='#00f'/>"))
        .hasSize(400, 200)
        .shows(0.5, 0.5, Color.BLUE, 2);
  }

  @Test
  void nothingOutsideIsRead() throws Exception {
    Path secret = studio.save(Studio.quarters(64, 64, BufferedImage.TYPE_INT_RGB), "secret.png");
    Files.writeString(folder.resolve("secret.css"), "rect { fill: #ff0000 }");
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + listener.getLocalPort() + "/a.png";
      Path svg =
          svg(
              "width='64' height='64'",
              """
              <style>@import url("%3$s/secret.css"); @import url("%2$s");</style>
              <image width='64' height='64' xlink:href='file://%1$s'/>
              <image width='64' height='64' xlink:href='%1$s'/>
              <image width='64' height='64' xlink:href='secret.png'/>
              <image width='64' height='64' href='%2$s'/>
              <use xlink:href='file://%3$s/a.svg#b'/>
              <include xmlns='http://www.w3.org/2001/XInclude' href='secret.css' parse='text'/>
              """
                  .formatted(secret, url, folder));

      drawn(svg).hasSize(400, 400).shows(0.2, 0.2, new Color(0, 0, 0, 0), 0);
      listener.setSoTimeout(200);
      assertThatExceptionOfType(java.net.SocketTimeoutException.class).isThrownBy(listener::accept);
    }
  }

  @Test
  void aDrawingThatMultipliesItselfEndsInTime() throws Exception {
    StringBuilder content = new StringBuilder("<g id='a0'><rect width='9' height='9'/></g>");
    for (int i = 1; i < 30; i++) {
      content.append("<g id='a%d'>".formatted(i));
      content.append("<use xlink:href='#a%d'/>".formatted(i - 1).repeat(10)).append("</g>");
    }
    Path svg = svg("width='64' height='64'", content.toString());

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> pool.preview(svg, SVG, 400, folder.resolve("out.png")))
        .satisfies(
            failure -> assertThat(failure.reason()).isIn(Reason.CORRUPT, Reason.OVER_BUDGET));
    drawn(svg("width='20' height='10'", "<rect width='20' height='10'/>")).hasSize(400, 200);
  }

  @Test
  void otherOrdersStillDrawNothing() throws Exception {
    Path svg = svg("width='20' height='10'", "<rect width='20' height='10'/>");
    drawn(svg).hasSize(400, 200);

    for (String type : new String[] {"image/png", "image/tiff", "image/heic", "image/webp"}) {
      assertThatExceptionOfType(PictureException.class)
          .isThrownBy(() -> pool.preview(svg, type, 400, folder.resolve("out.png")))
          .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.CORRUPT));
    }
  }

  @Test
  void whatIsNoDrawingIsCorrupt() throws Exception {
    Path text =
        Files.writeString(folder.resolve("a.svg"), "<svg xmlns='http://www.w3.org/2000/svg'");
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> pool.inspect(text, SVG))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.CORRUPT));
  }
}
