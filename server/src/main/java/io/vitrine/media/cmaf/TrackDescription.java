package io.vitrine.media.cmaf;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What must be known of a track's file so that its bytes can be sent as segments, and as part of a
 * progressive MP4: the {@link CmafIndex}, and behind it the {@link TrackBox}.
 *
 * @param file of its own
 */
record TrackDescription(Path file, CmafTrack track) {

  /**
   * Reads a track from its beginning to its end.
   *
   * @param media fragmented MP4 with one track
   * @param folder for the description and what is needed to make it
   * @throws MalformedCmafException when the file is of another form
   */
  static TrackDescription of(Path media, Path folder) throws IOException {
    Path work = Files.createTempDirectory(folder, "track");
    try (CmafFile cmaf = CmafFile.open(media);
        SampleTables tables = new SampleTables(work)) {
      CmafIndex index = read(cmaf, tables);
      tables.end();
      Path file = work.resolve("description");
      TrackBox box = new TrackBox(cmaf.header(), index, tables);
      long indexLength;
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
        index.write(out);
        indexLength = out.size();
        box.write(out);
      }
      return new TrackDescription(
          file,
          track(
              cmaf.header(),
              index,
              tables.samples(),
              indexLength,
              Files.size(file) - indexLength,
              box.movieDuration()));
    }
  }

  private static CmafIndex read(CmafFile cmaf, SampleTables tables) throws IOException {
    CmafIndex.Builder index = new CmafIndex.Builder(cmaf.header().timescale());
    CmafFragment fragment =
        cmaf.next().orElseThrow(() -> new MalformedCmafException("there is no fragment"));
    while (true) {
      if (!fragment.samples().keys()[0]) {
        throw new MalformedCmafException("a fragment that does not begin with a key frame");
      }
      index.add(fragment);
      Optional<CmafFragment> next = cmaf.next();
      if (next.isEmpty()) {
        long end = fragment.endTime();
        tables.add(fragment.samples(), fragment.decodeTime(), end);
        return index.build(end);
      }
      tables.add(fragment.samples(), fragment.decodeTime(), next.get().decodeTime());
      fragment = next.get();
    }
  }

  private static CmafTrack track(
      CmafHeader header,
      CmafIndex index,
      long samples,
      long indexLength,
      long boxLength,
      long movieDuration) {
    SampleEntry entry = header.entry();
    return new CmafTrack(
        entry.codec(),
        entry.width(),
        entry.height(),
        entry.channels(),
        entry.sampleRate(),
        entry.isVideo() ? (int) Math.round(samples * 1000.0 / index.seconds()) : 0,
        Math.round(index.seconds() * 1000),
        index.longestSegment(),
        index.peakBitrate(),
        index.averageBitrate(),
        index.keyFrameBitrate(),
        header.length(),
        indexLength,
        boxLength,
        movieDuration);
  }
}
