package io.vitrine.media.video;

import io.vitrine.media.Workpiece;
import io.vitrine.media.cmaf.CmafRungs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Delivers rungs so that one set of bytes serves streams and progressive files (contract:
 * delivery.md section 9).
 */
public final class StreamableRungs implements RungSink {
  private final CmafRungs rungs = new CmafRungs();

  @Override
  public void rung(Workpiece work, String rung, Path video, Optional<Path> audio)
      throws IOException, InterruptedException {
    rungs.rung(work, rung, video, audio);
  }

  @Override
  public List<String> assetKeys(String rung) {
    return CmafRungs.assetKeys(rung);
  }
}
