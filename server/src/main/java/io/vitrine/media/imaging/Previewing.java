package io.vitrine.media.imaging;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureGeometry;
import io.vitrine.media.PictureOperation;
import io.vitrine.media.PictureStep;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import java.util.List;
import java.util.OptionalInt;

/** Makes a smaller picture that every browser shows: a PNG when one sees through, else a JPEG. */
final class Previewing {
  private static final int QUALITY = 85;

  private Previewing() {}

  /**
   * Makes a preview.
   *
   * @throws PictureException when it cannot be made
   */
  static Answer.Previewed preview(Libvips vips, Order.Preview order) throws PictureException {
    try (ReadableFile file = ReadableFile.of(order.source(), SourceFormat.of(order.mimeType()));
        VipsSession session = new VipsSession(vips)) {
      Source source = Source.open(session, file.path(), file.format());
      PictureFormat format =
          source.pixels(session, 1, false).hasAlpha() ? PictureFormat.PNG : PictureFormat.JPEG;
      Transformation wanted = fit(order.edge(), format);
      List<PictureStep> steps = PictureGeometry.steps(wanted.operations(), source.upright());
      Rendering.write(session, source, wanted, steps, order.target());
      return new Answer.Previewed(format, size(steps, source.upright()));
    } catch (VipsFailure failure) {
      throw failure.of(order.source(), order.target());
    }
  }

  private static Transformation fit(int edge, PictureFormat format) {
    return new Transformation(
        List.of(new PictureOperation.Fit(edge, edge)),
        PictureAdjustments.NONE,
        format,
        OptionalInt.of(QUALITY),
        false,
        false);
  }

  private static PixelSize size(List<PictureStep> steps, PixelSize upright) {
    return !steps.isEmpty() && steps.getLast() instanceof PictureStep.Scale(int width, int height)
        ? new PixelSize(width, height)
        : upright;
  }
}
