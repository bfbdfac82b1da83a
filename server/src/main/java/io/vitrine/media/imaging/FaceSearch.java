package io.vitrine.media.imaging;

import io.vitrine.media.Face;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureGeometry;
import io.vitrine.media.PictureOperation;
import io.vitrine.media.PictureStep;
import io.vitrine.media.PixelSize;
import java.nio.file.Path;
import java.util.List;

/** Looks for faces in a picture, in a grey copy that is small enough to be quick. */
final class FaceSearch {
  private static final int EDGE = 640;

  private FaceSearch() {}

  /** The faces of the first frame, in pixels of the upright picture. */
  static List<Face> search(Libvips vips, Path path, String mimeType, FaceDetector detector)
      throws PictureException {
    try (ReadableFile file = ReadableFile.of(path, SourceFormat.of(mimeType));
        VipsSession session = new VipsSession(vips)) {
      Source source = Source.open(session, file.path(), file.format());
      Pixels grey = Pixels.of(grey(session, source));
      double across = (double) source.upright().width() / grey.width();
      double down = (double) source.upright().height() / grey.height();
      return detector.faces(grey).stream()
          .map(face -> scaled(face, across, down, source.upright()))
          .toList();
    } catch (VipsFailure failure) {
      throw failure.of(path);
    }
  }

  private static VipsImage grey(VipsSession session, Source source) throws PictureException {
    List<PictureStep> steps =
        PictureGeometry.steps(List.of(new PictureOperation.Fit(EDGE, EDGE)), source.upright());
    Geometry geometry =
        Geometry.of(
            source.orientation().stored(steps, source.size()),
            source.size(),
            source.shrinksOnLoad());
    VipsImage small = Rendering.resized(source.pixels(session, geometry.shrink(), false), geometry);
    VipsImage upright = source.orientation().turn(Colours.flat(Colours.toSrgb(small)));
    return upright.operation("colourspace").set("space", "b-w").output().bands(0, 1);
  }

  private static Face scaled(Face face, double across, double down, PixelSize picture) {
    int x = Math.clamp(Math.round(face.x() * across), 0, picture.width() - 1);
    int y = Math.clamp(Math.round(face.y() * down), 0, picture.height() - 1);
    return new Face(
        face.confidence(),
        x,
        y,
        Math.clamp(Math.round(face.width() * across), 1, picture.width() - x),
        Math.clamp(Math.round(face.height() * down), 1, picture.height() - y));
  }
}
