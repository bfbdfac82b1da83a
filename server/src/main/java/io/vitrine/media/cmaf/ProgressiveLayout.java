package io.vitrine.media.cmaf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A progressive MP4 that nobody has made: what stands at each of its bytes. In order: {@code ftyp};
 * {@code moov} with the boxes of the tracks, as their descriptions have them, and the offsets of
 * their chunks; one {@code mdat} with the fragments' samples, as the tracks' files have them, by
 * the time at which they are decoded. Equal tracks give equal bytes. Never changed, so safe for
 * many threads.
 */
public final class ProgressiveLayout {
  /** Changes with whatever lets equal tracks give other bytes, so that their tags differ. */
  public static final int FORM = 1;

  private static final byte[] FILE_TYPE =
      Mp4.box("ftyp", "isom\0\0\2\0isomiso2avc1mp41".getBytes(StandardCharsets.ISO_8859_1));
  private static final int WIDE_HEADER = 16;

  private final long[] ends;
  private final Piece[] head;

  /** Of each piece behind the head. */
  private final byte[] tracks;

  private final long[] offsets;

  /**
   * A track of the file.
   *
   * @param details of the track
   * @param index of its fragments
   */
  public record Track(CmafTrack details, CmafIndex index) {}

  /** Bytes that stand one after another in one place. */
  public sealed interface Piece {
    long length();

    /** Bytes that are made for this file. */
    record Made(ByteBuffer bytes) implements Piece {
      @Override
      public long length() {
        return bytes.remaining();
      }
    }

    /**
     * Bytes of a track's description.
     *
     * @param track its number in the order of the tracks
     */
    record Described(int track, long offset, long length) implements Piece {}

    /**
     * Bytes of a track's file.
     *
     * @param track its number in the order of the tracks
     */
    record Media(int track, long offset, long length) implements Piece {}
  }

  private ProgressiveLayout(Piece[] head, long[] ends, byte[] tracks, long[] offsets) {
    this.head = head;
    this.ends = ends;
    this.tracks = tracks;
    this.offsets = offsets;
  }

  /**
   * Lays out a file.
   *
   * @param tracks a film, a sound, or first the film and then the sound
   */
  public static ProgressiveLayout of(List<Track> tracks) {
    Chunks chunks = Chunks.of(tracks);
    byte[] movieHeader =
        Mp4.movieHeader(
            tracks.stream().mapToLong(track -> track.details().movieDuration()).max().orElse(0));
    long moov = movieHeader.length;
    for (Track track : tracks) {
      moov += track.details().boxLength() + offsetBytes(track);
    }
    byte[] front = concat(FILE_TYPE, Mp4.header("moov", moov), movieHeader);
    byte[] dataHeader = dataHeader(chunks.bytes);
    long dataAt = FILE_TYPE.length + Box.HEADER + moov + dataHeader.length;

    Piece[] head = new Piece[2 + 2 * tracks.size()];
    head[0] = made(front);
    for (int i = 0; i < tracks.size(); i++) {
      CmafTrack details = tracks.get(i).details();
      head[1 + 2 * i] = new Piece.Described(i, details.indexLength(), details.boxLength());
      head[2 + 2 * i] = made(chunks.offsetsOf(i, dataAt, tracks.get(i).index().fragmentCount()));
    }
    head[head.length - 1] = made(dataHeader);

    long[] ends = new long[head.length + chunks.tracks.length];
    long at = 0;
    for (int i = 0; i < head.length; i++) {
      at += head[i].length();
      ends[i] = at;
    }
    for (int i = 0; i < chunks.tracks.length; i++) {
      ends[head.length + i] = at + chunks.ends[i];
    }
    return new ProgressiveLayout(head, ends, chunks.tracks, chunks.offsets);
  }

  /** Bytes of the whole file. */
  public long length() {
    return ends[ends.length - 1];
  }

  /** Bytes of memory that this takes. */
  public int weight() {
    return 300 + ends.length * 25;
  }

  /**
   * What stands from a byte on, until some place where other bytes begin, or the end.
   *
   * @param offset within the file
   */
  public Piece at(long offset) {
    int found = Arrays.binarySearch(ends, offset);
    int piece = found >= 0 ? found + 1 : -found - 1;
    while (ends[piece] == offset) {
      piece++;
    }
    long skipped = offset - (piece == 0 ? 0 : ends[piece - 1]);
    if (piece >= head.length) {
      int chunk = piece - head.length;
      return new Piece.Media(tracks[chunk], offsets[chunk] + skipped, ends[piece] - offset);
    }
    return switch (head[piece]) {
      case Piece.Made(ByteBuffer bytes) ->
          new Piece.Made(bytes.slice((int) skipped, (int) (bytes.limit() - skipped)));
      case Piece.Described(int track, long from, long length) ->
          new Piece.Described(track, from + skipped, length - skipped);
      case Piece.Media(int track, long from, long length) ->
          new Piece.Media(track, from + skipped, length - skipped);
    };
  }

  private static long offsetBytes(Track track) {
    return (long) track.index().fragmentCount() * TrackBox.BYTES_OF_AN_OFFSET;
  }

  private static Piece made(byte[] bytes) {
    return new Piece.Made(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  private static byte[] dataHeader(long length) {
    if (length + Box.HEADER <= Integer.MAX_VALUE) {
      return Mp4.header("mdat", length);
    }
    return ByteBuffer.allocate(WIDE_HEADER)
        .putInt(1)
        .put("mdat".getBytes(StandardCharsets.ISO_8859_1))
        .putLong(length + WIDE_HEADER)
        .array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /**
   * The samples of all fragments in the order in which they stand in the file.
   *
   * @param ends of each, in bytes from the first on
   * @param offsets of each in its track's file
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Chunks(byte[] tracks, long[] offsets, long[] ends, long bytes) {

    static Chunks of(List<Track> all) {
      int count = all.stream().mapToInt(track -> track.index().fragmentCount()).sum();
      byte[] tracks = new byte[count];
      long[] offsets = new long[count];
      long[] ends = new long[count];
      int[] next = new int[all.size()];
      long bytes = 0;
      for (int i = 0; i < count; i++) {
        int track = earliest(all, next);
        CmafIndex index = all.get(track).index();
        tracks[i] = (byte) track;
        offsets[i] = index.payloadOffset(next[track]);
        bytes += index.payload(next[track]);
        ends[i] = bytes;
        next[track]++;
      }
      return new Chunks(tracks, offsets, ends, bytes);
    }

    /** The track whose next fragment is decoded first. */
    private static int earliest(List<Track> all, int[] next) {
      int earliest = -1;
      for (int i = 0; i < next.length; i++) {
        if (next[i] < all.get(i).index().fragmentCount()
            && (earliest < 0
                || seconds(all.get(i), next[i]) < seconds(all.get(earliest), next[earliest]))) {
          earliest = i;
        }
      }
      return earliest;
    }

    private static double seconds(Track track, int fragment) {
      return (double) track.index().start(fragment) / track.index().timescale();
    }

    byte[] offsetsOf(int track, long dataAt, int count) {
      ByteBuffer table = ByteBuffer.allocate(Math.multiplyExact(count, 8));
      for (int i = 0; i < tracks.length; i++) {
        if (tracks[i] == track) {
          table.putLong(dataAt + (i == 0 ? 0 : ends[i - 1]));
        }
      }
      return table.array();
    }
  }
}
