package io.vitrine.media.cmaf;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Keeps what is delivered in a folder, so that it can be put together again. */
public final class DeliveredFilm implements Workpiece {
  private final Path folder;
  private final Path shelf;
  private final Map<String, MadeAsset> assets = new LinkedHashMap<>();

  public DeliveredFilm(Path folder) throws IOException {
    this.folder = Files.createTempDirectory(folder, "work");
    this.shelf = Files.createTempDirectory(folder, "shelf");
  }

  /** What was delivered, by key; the files are whole and nobody takes them away. */
  public Map<String, MadeAsset> assets() {
    return assets;
  }

  public CmafTrack track(String key) throws IOException {
    return CmafTrack.parse(assets.get(key).details());
  }

  public CmafIndex index(String key) throws IOException {
    byte[] description = Files.readAllBytes(assets.get(key).file());
    return CmafIndex.read(
        ByteBuffer.wrap(description, 0, Math.toIntExact(track(key).indexLength())));
  }

  /** The layout of a rung with its sound, if there is one. */
  public ProgressiveLayout layout(String rung) throws IOException {
    List<ProgressiveLayout.Track> tracks = new ArrayList<>();
    for (String key : descriptions(rung)) {
      tracks.add(new ProgressiveLayout.Track(track(key), index(key)));
    }
    return ProgressiveLayout.of(tracks);
  }

  /** A range of a rung as a progressive file. */
  public byte[] read(String rung, ProgressiveLayout layout, long offset, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      ProgressiveLayout.Piece piece = layout.at(offset + at);
      int size = (int) Math.min(piece.length(), length - at);
      ByteBuffer to = ByteBuffer.wrap(bytes, at, size);
      switch (piece) {
        case ProgressiveLayout.Piece.Made(var made) -> to.put(made.slice(0, size));
        case ProgressiveLayout.Piece.Described(int track, long from, long _) ->
            fill(to, descriptions(rung).get(track), from);
        case ProgressiveLayout.Piece.Media(int track, long from, long _) ->
            fill(to, List.of(CmafRungs.mediaKey(rung), CmafRungs.SOUND).get(track), from);
      }
      at += size;
    }
    return bytes;
  }

  private List<String> descriptions(String rung) {
    return assets.containsKey(CmafRungs.SOUND)
        ? List.of(CmafRungs.progressiveKey(rung), CmafRungs.SOUND_INDEX)
        : List.of(CmafRungs.progressiveKey(rung));
  }

  private void fill(ByteBuffer to, String key, long offset) throws IOException {
    try (FileChannel channel = FileChannel.open(assets.get(key).file())) {
      long at = offset;
      while (to.hasRemaining()) {
        int read = channel.read(to, at);
        if (read < 0) {
          throw new IOException("the layout names bytes that are not there");
        }
        at += read;
      }
    }
  }

  @Override
  public void deliver(MadeAsset asset) throws IOException {
    Path kept = shelf.resolve(asset.key());
    Files.move(asset.file(), kept);
    assets.put(
        asset.key(),
        new MadeAsset(
            asset.key(),
            kept,
            asset.mimeType(),
            asset.pixelSize(),
            asset.duration(),
            asset.bitrate(),
            asset.details()));
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public boolean has(String assetKey) {
    return assets.containsKey(assetKey);
  }

  @Override
  public String details(String assetKey) {
    return has(assetKey) ? assets.get(assetKey).details() : "";
  }

  @Override
  public SourceFile source() {
    throw new AssertionError("the original is of no interest here");
  }

  @Override
  public MediaFacts facts() {
    return MediaFacts.NONE;
  }

  @Override
  public void note(UnaryOperator<MediaFacts> change) {}

  @Override
  public void plan(Collection<String> assetKeys) {}

  @Override
  public void fail(String assetKey, Code code, String message) {
    throw new AssertionError(assetKey + " failed: " + message);
  }

  @Override
  public void publish() {}

  @Override
  public void searchable(String text) {}

  @Override
  public void progress(double share) {}
}
