package io.vitrine.media.video;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes the rungs of a film's ladder as they are made, and delivers what is served of them. */
public interface RungSink {
  /** The asset that all rungs share: the film's sound. Absent when the film is silent. */
  String SOUND = "sound.audio";

  /**
   * Takes a rung that is whole. Both files are fragmented MP4 by the rules of CMAF (ISO/IEC
   * 23000-19), one track each, which begins at 0: H.264 in fragments that begin with a key frame
   * every two seconds, at the same moments in each rung; AAC in fragments of about two seconds.
   *
   * @param work its facts tell the film already
   * @param rung such as {@code 720p}
   * @param video below the work's folder; taken away from there
   * @param audio the sound, when it was made in the same step; otherwise, of a film with sound, it
   *     is an asset of the work already
   */
  void rung(Workpiece work, String rung, Path video, Optional<Path> audio)
      throws ProcessingException, IOException, InterruptedException;

  /** The keys of the assets that {@link #rung} delivers for a rung, but for the sound. */
  List<String> assetKeys(String rung);
}
