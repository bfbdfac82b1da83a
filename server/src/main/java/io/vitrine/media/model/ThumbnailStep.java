package io.vitrine.media.model;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws a model as {@code image.preview}, 256 pixels in square as the live service has it
 * (contract: processing.md section 2): seen from the front, a little from the side and from above,
 * in the colours of its materials. Textures are not drawn.
 */
public final class ThumbnailStep implements ProcessingStep {
  static final String PREVIEW = "image.preview";
  private static final int SIZE = 256;

  /** Bytes of JSON whose objects may be held in memory; larger models are counted only. */
  private static final int MAX_JSON = 2 << 20;

  @Override
  public String name() {
    return "thumbnail";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    if (!work.source().mimeType().equals("model/gltf-binary")) {
      return;
    }
    work.plan(List.of(PREVIEW));
    try (GlbFile file = GlbFile.open(work.source().path())) {
      if (file.jsonLength() > MAX_JSON) {
        throw new ProcessingException(
            Code.MEDIA_LIMIT_EXCEEDED, "the model has too many parts to be drawn");
      }
      Canvas canvas = Portrait.draw(new Shapes(file, Gltf.parse(file.json())), SIZE);
      if (!canvas.isPainted()) {
        work.fail(PREVIEW, Code.UNSUPPORTED_FILE_FORMAT, "the model shows no surface");
        return;
      }
      Path target = work.folder().resolve("thumbnail.png");
      Png.write(target, SIZE, canvas.rgba());
      work.deliver(MadeAsset.picture(PREVIEW, target, "image/png", new PixelSize(SIZE, SIZE)));
    }
  }
}
