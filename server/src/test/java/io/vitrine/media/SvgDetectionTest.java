package io.vitrine.media;

import static io.vitrine.media.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract: uploads.md section 1.3 rule 6, processing.md section 6. */
class SvgDetectionTest {
  private static final String NAMESPACE = "xmlns='http://www.w3.org/2000/svg'";
  private final Detector detector = new Detector(new MediaFormats());

  @ParameterizedTest
  @CsvSource({
    "width='40' height='30', 40, 30",
    "width='40px' height='30.4px', 40, 30",
    "width='1in' height='72pt', 96, 96",
    "width='100%' height='100%' viewBox='0 0 64 48', 64, 48",
    "width='128' viewBox='0 0 64 48', 128, 96",
    "height='24' viewBox='0 0 64 48', 32, 24",
    "viewBox='-1 -1 0.5 0.25', 1, 1",
  })
  void readsTheSizeOfADrawing(String attributes, int width, int height) throws IOException {
    assertThat(size(attributes.replace('"', '\''))).contains(new PixelSize(width, height));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "width='a' height='b'", "viewBox='1 2 3'", "viewBox='0 0 NaN 1e999'"})
  void leavesTheSizeOutWhenTheDrawingHasNone(String attributes) throws IOException {
    assertThat(size(attributes)).isEmpty();
  }

  @Test
  void takesADrawingInAnyEncodingBehindCommentsAndWithAPrefix() throws IOException {
    String text =
        "<?xml version='1.0'?>\n<!--"
            + "x".repeat(5000)
            + "--><s:svg "
            + NAMESPACE.replace("xmlns", "xmlns:s")
            + "/>";
    assertThat(detect(utf8(text))).isInstanceOf(Detection.Known.class);
    assertThat(detect(text.getBytes(StandardCharsets.UTF_16))).isInstanceOf(Detection.Known.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>",
        "<!DOCTYPE svg [<!ENTITY a 'aaa'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
        "<!DOCTYPE svg SYSTEM 'file:///etc/passwd'><svg xmlns='http://www.w3.org/2000/svg'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'>&undefined;</svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'>",
        "<svg/>",
        "<svg xmlns='urn:other'/>",
      })
  void refusesDrawingsThatAreNotPlainWellFormedSvg(String text) throws IOException {
    assertThat(detect(utf8(text))).isInstanceOf(Detection.Forbidden.class);
  }

  @Test
  void limitsDepthAndNodes() throws IOException {
    assertThat(detect(drawing("", "<g>".repeat(255) + "</g>".repeat(255))))
        .isInstanceOf(Detection.Known.class);
    assertThat(detect(drawing("", "<g>".repeat(256) + "</g>".repeat(256))))
        .isInstanceOf(Detection.Forbidden.class);
    assertThat(detect(drawing("", "<g/>".repeat(100_001)))).isInstanceOf(Detection.Forbidden.class);
  }

  @Test
  void refusesAPackedDrawing() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(drawing("", ""));
    }
    assertThat(detect(packed.toByteArray())).isInstanceOf(Detection.Forbidden.class);
  }

  @ParameterizedTest
  @CsvSource({
    "<gpx version='1.1' xmlns='http://www.topografix.com/GPX/1/1'/>, application/gpx+xml",
    "<kml xmlns='http://www.opengis.net/kml/2.2'/>, application/vnd.google-earth.kml+xml",
  })
  void tellsMapsByTheirRoot(String text, String mimeType) throws IOException {
    assertThat(detect(utf8(text.replace('"', '\''))))
        .isInstanceOfSatisfying(
            Detection.Known.class,
            known -> assertThat(known.format().mimeType()).isEqualTo(mimeType));
  }

  private Optional<PixelSize> size(String attributes) throws IOException {
    return ((Detection.Known) detect(drawing(attributes, ""))).pixelSize();
  }

  private static byte[] drawing(String attributes, String body) {
    return utf8("<svg " + NAMESPACE + " " + attributes + ">" + body + "</svg>");
  }

  private Detection detect(byte[] bytes) throws IOException {
    return detector.detect(Samples.source(bytes), Optional.of("a.txt"));
  }
}
