package io.vitrine.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vitrine.blob.BlobContent;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.delivery.streaming.BlobBytes;
import io.vitrine.delivery.streaming.DashManifest;
import io.vitrine.delivery.streaming.Film;
import io.vitrine.delivery.streaming.FilmLayouts;
import io.vitrine.delivery.streaming.FilmTrack;
import io.vitrine.delivery.streaming.HlsPlaylists;
import io.vitrine.delivery.streaming.RungList;
import io.vitrine.delivery.streaming.TrackPart;
import io.vitrine.http.Body;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Representation;
import io.vitrine.library.FileOpener;
import io.vitrine.media.cmaf.CmafIndex;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes of a film what is sent of it (contract: delivery.md sections 7 and 9). */
public final class FilmRepresentations {
  private static final int TAG_DIGITS = 32;

  private static final int FILMS_REMEMBERED = 1_000;

  private final FilmLayouts layouts;

  /** By the very descriptor, of which those who watch a film at one time get the same. */
  private final Cache<FileDescriptor, Film> films =
      Caffeine.newBuilder().weakKeys().maximumSize(FILMS_REMEMBERED).build();

  public FilmRepresentations(FileOpener files) {
    this.layouts = new FilmLayouts(new OpenedBlobs(files));
  }

  /** What is ready of the file. */
  Film film(FileDescriptor file) throws IOException {
    Film known = films.getIfPresent(file);
    if (known == null) {
      known = Film.of(file);
      films.put(file, known);
    }
    return known;
  }

  /** The master playlist of HLS for the rungs in the list. */
  Representation master(FileDescriptor file, Film film, String list, List<Header> headers) {
    String text = HlsPlaylists.master(RungList.choose(film, list));
    return text(file, HlsPlaylists.MIME_TYPE, text, headers);
  }

  /** The manifest of DASH for the rungs in the list. */
  Representation manifest(FileDescriptor file, Film film, String list, List<Header> headers)
      throws IOException {
    String text = DashManifest.of(RungList.choose(film, list), layouts::index);
    return text(file, DashManifest.MIME_TYPE, text, headers);
  }

  /**
   * A rung with its sound as one file.
   *
   * @param rung such as {@code 720p}
   * @throws HttpProblem 404 when the film does not have it
   */
  Representation progressive(FileDescriptor file, Film film, String rung, List<Header> headers)
      throws IOException {
    List<FilmTrack> tracks =
        new ArrayList<>(List.of(film.rung(rung).orElseThrow(FilmRepresentations::notFound)));
    film.sound().ifPresent(tracks::add);
    FilmLayouts.Progressive progressive = layouts.progressive(tracks);
    return new Representation(
        "video/mp4",
        progressive.layout().length(),
        "\"" + progressive.digest() + "\"",
        file.created(),
        headers,
        progressive::open);
  }

  /**
   * What a playlist or manifest names: the playlist of a track, its initialization segment, or a
   * segment.
   *
   * @param name of the rung, or of the sound
   * @throws HttpProblem 404 when there is no such thing
   */
  Representation part(
      FileDescriptor file, Film film, String name, String part, List<Header> headers)
      throws IOException {
    FilmTrack track = film.track(name).orElseThrow(FilmRepresentations::notFound);
    return switch (TrackPart.named(part, track, film).orElseThrow(FilmRepresentations::notFound)) {
      case TrackPart.Playlist() ->
          text(
              file,
              HlsPlaylists.MIME_TYPE,
              HlsPlaylists.media(film, track, layouts.index(track)),
              headers);
      case TrackPart.KeyFrames() ->
          text(
              file,
              HlsPlaylists.MIME_TYPE,
              HlsPlaylists.keyFrames(film, track, layouts.index(track)),
              headers);
      case TrackPart.Initialization() -> initialization(file, track, headers);
      case TrackPart.Segment(int number) -> segment(file, track, number, headers);
    };
  }

  private Representation initialization(
      FileDescriptor file, FilmTrack track, List<Header> headers) {
    String mimeType = track.details().isVideo() ? "video/mp4" : "audio/mp4";
    return range(file, track, mimeType, 0, track.details().headerLength(), headers);
  }

  private Representation segment(
      FileDescriptor file, FilmTrack track, int number, List<Header> headers) throws IOException {
    CmafIndex index = layouts.index(track);
    if (number > index.segmentCount()) {
      throw notFound();
    }
    CmafIndex.Segment segment = index.segment(number);
    String mimeType = track.details().isVideo() ? "video/iso.segment" : "audio/mp4";
    return range(file, track, mimeType, segment.offset(), segment.length(), headers);
  }

  private Representation range(
      FileDescriptor file,
      FilmTrack track,
      String mimeType,
      long first,
      long size,
      List<Header> headers) {
    BlobReference blob = track.media();
    return new Representation(
        mimeType,
        size,
        "\"%s-%d\"".formatted(blob.sha256().substring(0, TAG_DIGITS), first),
        file.created(),
        headers,
        (offset, length) -> layouts.blobs().open(blob, first + offset, length));
  }

  private static Representation text(
      FileDescriptor file, String mimeType, String text, List<Header> headers) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Representation(
        mimeType,
        bytes.length,
        "\"" + digest(bytes) + "\"",
        file.created(),
        headers,
        (offset, length) ->
            new Body.OpenSource.Memory(
                ByteBuffer.wrap(bytes, Math.toIntExact(offset), Math.toIntExact(length))));
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, TAG_DIGITS);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  private static HttpProblem notFound() {
    return new HttpProblem(404, "NOT_FOUND", "the film has no such part");
  }

  private record OpenedBlobs(FileOpener files) implements BlobBytes {
    @Override
    public Body.OpenSource open(BlobReference blob, long offset, long length) throws IOException {
      return FileRepresentations.source(files.open(blob, offset, length), length);
    }

    @Override
    public byte[] read(BlobReference blob, long offset, int length) throws IOException {
      try (BlobContent content = files.open(blob, offset, length)) {
        byte[] bytes = content.stream().readNBytes(length);
        if (bytes.length < length) {
          throw new EOFException("blob " + blob.key() + " is shorter than the catalog says");
        }
        return bytes;
      }
    }
  }
}
