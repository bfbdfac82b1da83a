package io.vitrine.delivery.streaming;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vitrine.catalog.BlobReference;
import io.vitrine.http.Body;
import io.vitrine.media.cmaf.CmafIndex;
import io.vitrine.media.cmaf.MalformedCmafException;
import io.vitrine.media.cmaf.ProgressiveLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Where the segments of tracks and the pieces of progressive files lie. What was asked for lately
 * is remembered; blobs never change, so it stays true. Safe for many threads.
 */
public final class FilmLayouts {
  private static final long BYTES_REMEMBERED = 24 << 20;

  /** Twelve hours take a few hundred thousand. */
  private static final long LARGEST_INDEX = 8 << 20;

  private static final int TAG_DIGITS = 32;

  private final BlobBytes blobs;
  private final Cache<String, CmafIndex> indexes =
      Caffeine.newBuilder()
          .maximumWeight(BYTES_REMEMBERED)
          .<String, CmafIndex>weigher((key, index) -> index.weight())
          .build();
  private final Cache<List<String>, ProgressiveLayout> layouts =
      Caffeine.newBuilder()
          .maximumWeight(BYTES_REMEMBERED)
          .<List<String>, ProgressiveLayout>weigher((keys, layout) -> layout.weight())
          .build();

  public FilmLayouts(BlobBytes blobs) {
    this.blobs = blobs;
  }

  /** Gets at the bytes of the films. */
  public BlobBytes blobs() {
    return blobs;
  }

  /** Where the track's segments lie. */
  public CmafIndex index(FilmTrack track) throws IOException {
    CmafIndex known = indexes.getIfPresent(track.description().key());
    if (known == null) {
      long length = track.details().indexLength();
      if (length < 0 || length > LARGEST_INDEX) {
        throw new MalformedCmafException("an index of " + length + " bytes");
      }
      known = CmafIndex.read(ByteBuffer.wrap(blobs.read(track.description(), 0, (int) length)));
      indexes.put(track.description().key(), known);
    }
    return known;
  }

  /**
   * A rung with its sound as one file.
   *
   * @param tracks the pictures and, if there is any, the sound
   */
  public Progressive progressive(List<FilmTrack> tracks) throws IOException {
    List<String> keys = new ArrayList<>();
    for (FilmTrack track : tracks) {
      keys.add(track.description().key());
    }
    ProgressiveLayout known = layouts.getIfPresent(keys);
    if (known == null) {
      List<ProgressiveLayout.Track> laidOut = new ArrayList<>();
      for (FilmTrack track : tracks) {
        laidOut.add(new ProgressiveLayout.Track(track.details(), index(track)));
      }
      known = ProgressiveLayout.of(laidOut);
      layouts.put(keys, known);
    }
    return new Progressive(known, tracks, blobs);
  }

  /**
   * A progressive file that can be sent.
   *
   * @param tracks in the order of the layout
   */
  public record Progressive(ProgressiveLayout layout, List<FilmTrack> tracks, BlobBytes blobs) {

    /** 32 hex digits: equal for equal bytes only. */
    public String digest() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((byte) ProgressiveLayout.FORM);
        for (FilmTrack track : tracks) {
          digest.update(track.media().sha256().getBytes(StandardCharsets.US_ASCII));
          digest.update(track.description().sha256().getBytes(StandardCharsets.US_ASCII));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, TAG_DIGITS);
      } catch (NoSuchAlgorithmException missing) {
        throw new IllegalStateException("every Java platform has SHA-256", missing);
      }
    }

    /** Opens a range of it. */
    public Body.OpenSource open(long offset, long length) {
      return new Body.OpenSource.Parts(new Pieces(this, offset, length));
    }

    private BlobReference blob(ProgressiveLayout.Piece.Described piece) {
      return tracks.get(piece.track()).description();
    }

    private BlobReference blob(ProgressiveLayout.Piece.Media piece) {
      return tracks.get(piece.track()).media();
    }
  }

  /** Walks through a range of a progressive file. */
  private static final class Pieces implements Body.Sequence {
    private final Progressive file;
    private final long end;
    private long position;

    Pieces(Progressive file, long offset, long length) {
      this.file = file;
      this.position = offset;
      this.end = offset + length;
    }

    @Override
    public Body.Part next() throws IOException {
      ProgressiveLayout.Piece piece = file.layout().at(position);
      long length = Math.min(piece.length(), end - position);
      position += length;
      return new Body.Part(length, open(piece, length));
    }

    private Body.OpenSource open(ProgressiveLayout.Piece piece, long length) throws IOException {
      return switch (piece) {
        case ProgressiveLayout.Piece.Made(ByteBuffer bytes) ->
            new Body.OpenSource.Memory(bytes.slice(0, (int) length));
        case ProgressiveLayout.Piece.Described described ->
            file.blobs().open(file.blob(described), described.offset(), length);
        case ProgressiveLayout.Piece.Media media ->
            file.blobs().open(file.blob(media), media.offset(), length);
      };
    }

    /** Nothing is open between two pieces. */
    @Override
    public void close() {}
  }
}
