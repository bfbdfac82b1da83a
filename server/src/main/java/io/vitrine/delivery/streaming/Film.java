package io.vitrine.delivery.streaming;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.library.FilmRungs;
import io.vitrine.media.cmaf.CmafRungs;
import io.vitrine.media.cmaf.CmafTrack;
import io.vitrine.media.cmaf.MalformedCmafException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A film as it can be played now.
 *
 * @param rungs of one film in several sizes, cut into segments at the same moments
 * @param sound of all rungs; empty for a silent film
 */
public record Film(List<FilmTrack> rungs, Optional<FilmTrack> sound) {
  /** Stands in URLs where the name of a rung stands otherwise. */
  public static final String SOUND = "sound";

  public Film {
    rungs = List.copyOf(rungs);
  }

  /**
   * What is ready of the file.
   *
   * @throws MalformedCmafException when what the catalog keeps of a variant cannot be read
   */
  public static Film of(FileDescriptor file) throws MalformedCmafException {
    List<FilmTrack> rungs = new ArrayList<>();
    for (String rung : FilmRungs.of(file)) {
      track(file, rung, CmafRungs.mediaKey(rung), CmafRungs.progressiveKey(rung))
          .ifPresent(rungs::add);
    }
    return new Film(rungs, track(file, SOUND, CmafRungs.SOUND, CmafRungs.SOUND_INDEX));
  }

  private static Optional<FilmTrack> track(
      FileDescriptor file, String name, String mediaKey, String descriptionKey)
      throws MalformedCmafException {
    Optional<Asset> media = file.media().readyAsset(mediaKey);
    Optional<Asset> description = file.media().readyAsset(descriptionKey);
    if (media.isEmpty() || description.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FilmTrack(
            name,
            CmafTrack.parse(description.get().details()),
            media.get().blob().orElseThrow(),
            description.get().blob().orElseThrow()));
  }

  /** The rung with this name. */
  public Optional<FilmTrack> rung(String name) {
    return rungs.stream().filter(rung -> rung.name().equals(name)).findFirst();
  }

  /** The rung with this name, or the sound. */
  public Optional<FilmTrack> track(String name) {
    return name.equals(SOUND) ? sound : rung(name);
  }

  /** The same film with these rungs only, in this order. */
  Film with(List<FilmTrack> chosen) {
    return new Film(chosen, sound);
  }

  /** Seconds that no segment of any track exceeds when it is rounded (RFC 8216 section 4.3.3.1). */
  long targetDuration() {
    long longest = sound.map(track -> track.details().longestSegment()).orElse(0L);
    for (FilmTrack rung : rungs) {
      longest = Math.max(longest, rung.details().longestSegment());
    }
    return Math.max(1, Math.round(longest / 1000.0));
  }
}
