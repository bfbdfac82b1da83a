package io.vitrine.api;

import io.vitrine.api.FileJson.AdditionalJson;
import io.vitrine.api.FileJson.ArchiveDetails;
import io.vitrine.api.FileJson.ArchiveJson;
import io.vitrine.api.FileJson.AudioAssetJson;
import io.vitrine.api.FileJson.AudioDetails;
import io.vitrine.api.FileJson.AudioJson;
import io.vitrine.api.FileJson.ColorJson;
import io.vitrine.api.FileJson.ColorsJson;
import io.vitrine.api.FileJson.DocumentDetails;
import io.vitrine.api.FileJson.DocumentJson;
import io.vitrine.api.FileJson.EntryJson;
import io.vitrine.api.FileJson.FaceJson;
import io.vitrine.api.FileJson.ImageJson;
import io.vitrine.api.FileJson.ImageMediaJson;
import io.vitrine.api.FileJson.MediaJson;
import io.vitrine.api.FileJson.Model3dJson;
import io.vitrine.api.FileJson.ModelDetails;
import io.vitrine.api.FileJson.OtherJson;
import io.vitrine.api.FileJson.PictureDetails;
import io.vitrine.api.FileJson.ResolutionJson;
import io.vitrine.api.FileJson.RgbJson;
import io.vitrine.api.FileJson.VideoDetails;
import io.vitrine.api.FileJson.VideoJson;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.library.AssetPaths;
import io.vitrine.library.FileIds;
import io.vitrine.library.FilmRungs;
import io.vitrine.library.StillId;
import io.vitrine.library.TypeIcon;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Rgb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes what is in a file in the form of the wire: one for each file (contract: types.md). */
final class MediaWriter {
  private final String origin;
  private final FileDescriptor file;
  private final MediaFacts facts;
  private final List<Asset> assets;

  MediaWriter(String origin, FileDescriptor file) {
    this.origin = origin;
    this.file = file;
    this.facts = MediaFacts.parse(file.media().facts());
    this.assets =
        file.media().assets().stream().filter(asset -> asset.state() == AssetState.READY).toList();
  }

  /** The media of a file that is ready. */
  MediaJson media() {
    String name = file.displayName();
    String url = visible(FileIds.publicPath(file.mediaType(), file.id()));
    String size = file.blob().map(blob -> Long.toString(blob.size())).orElse("-1");
    return switch (file.mediaType()) {
      case IMAGE -> new MediaJson(image(url), null, null, null, null, null, null, null);
      case VECTOR -> new MediaJson(null, null, null, null, image(url), null, null, null);
      case VIDEO -> new MediaJson(null, video(), null, null, null, null, null, null);
      case AUDIO -> new MediaJson(null, null, audio(size), null, null, null, null, null);
      case DOCUMENT ->
          new MediaJson(
              null,
              null,
              null,
              new DocumentJson(file.id(), url, name, still(StillId.PREVIEW).orElse(null)),
              null,
              null,
              null,
              null);
      case ARCHIVE ->
          new MediaJson(
              null,
              null,
              null,
              null,
              null,
              new ArchiveJson(file.id(), url, size, name),
              null,
              null);
      case MODEL3D ->
          new MediaJson(
              null,
              null,
              null,
              null,
              null,
              null,
              new Model3dJson(
                  file.id(), url, still(StillId.PREVIEW).orElseGet(this::icon), name, size),
              null);
      case OTHER ->
          new MediaJson(
              null, null, null, null, null, null, null, new OtherJson(file.id(), "raw", size, url));
    };
  }

  /** What is known beyond that; null when nothing is. */
  AdditionalJson additional() {
    if (facts.equals(MediaFacts.NONE)) {
      return null;
    }
    return new AdditionalJson(
        facts
            .picture()
            .map(
                known ->
                    new PictureDetails(
                        known.frames(), known.profile(), known.thumbHash().orElse(null)))
            .orElse(null),
        facts.video().map(MediaWriter::details).orElse(null),
        facts
            .audio()
            .map(
                known ->
                    new AudioDetails(
                        known.sampleRate(),
                        known.channels(),
                        known.title().orElse(null),
                        known.artist().orElse(null),
                        known.album().orElse(null)))
            .orElse(null),
        facts
            .document()
            .map(
                known ->
                    new DocumentDetails(
                        known.pages().isPresent() ? known.pages().getAsInt() : null,
                        known.encrypted()))
            .orElse(null),
        facts
            .archive()
            .map(
                known ->
                    new ArchiveDetails(
                        known.entries(),
                        known.listing().stream()
                            .map(entry -> new EntryJson(entry.name(), Long.toString(entry.size())))
                            .toList()))
            .orElse(null),
        facts
            .model()
            .map(known -> new ModelDetails(known.meshes(), known.materials(), known.animations()))
            .orElse(null));
  }

  /** The small picture that stands for the file in lists; strangers may see it. */
  String thumbnailUrl() {
    Optional<String> own =
        file.isPrivate() ? path(StillId.THUMBNAIL) : ownPicture().or(() -> path(StillId.PREVIEW));
    return origin + own.orElseGet(() -> TypeIcon.of(file.mediaType()).publicPath());
  }

  private Optional<String> ownPicture() {
    return switch (file.mediaType()) {
      case IMAGE, VECTOR -> Optional.of(FileIds.publicPath(file.mediaType(), file.id()));
      case VIDEO -> path("poster.1").or(() -> path("poster.0"));
      case AUDIO, DOCUMENT, ARCHIVE, MODEL3D, OTHER -> Optional.empty();
    };
  }

  private Optional<String> path(String assetKey) {
    return ready(assetKey).map(asset -> AssetPaths.of(file, asset));
  }

  private Optional<Asset> ready(String assetKey) {
    return assets.stream().filter(asset -> asset.key().equals(assetKey)).findFirst();
  }

  /** An absolute URL; empty for a private file, whose URLs would be refused. */
  private String visible(String path) {
    return file.isPrivate() ? "" : origin + path;
  }

  private ImageMediaJson image(String url) {
    Optional<MediaFacts.Picture> known = facts.picture();
    return new ImageMediaJson(
        image(file.id(), url, file.pixelSize(), file.displayName()),
        known.flatMap(MediaWriter::colors).orElse(null),
        known.map(MediaFacts.Picture::faces).orElse(List.of()).stream()
            .map(
                face ->
                    new FaceJson(
                        face.confidence(), face.x(), face.y(), face.width(), face.height()))
            .toList(),
        still(StillId.PREVIEW).orElse(null),
        known.filter(picture -> picture.frames() > 1).map(_ -> true).orElse(null));
  }

  private static Optional<ColorsJson> colors(MediaFacts.Picture picture) {
    return picture
        .prominent()
        .map(
            prominent ->
                new ColorsJson(
                    color(prominent), picture.palette().stream().map(MediaWriter::color).toList()));
  }

  private static ColorJson color(Rgb rgb) {
    return new ColorJson(
        "#%02X%02X%02X".formatted(rgb.r(), rgb.g(), rgb.b()),
        new RgbJson(rgb.r(), rgb.g(), rgb.b()));
  }

  private VideoJson video() {
    Optional<PixelSize> size = facts.video().map(MediaFacts.Video::size);
    Long duration = facts.video().map(MediaFacts.Video::durationInMilliseconds).orElse(null);
    return new VideoJson(
        file.id(),
        resolutions(duration),
        file.displayName(),
        Stream.of("poster.0", "poster.1", "poster.2", "poster.3")
            .flatMap(key -> still(key).stream())
            .toList(),
        duration,
        size.map(PixelSize::height).orElse(null),
        size.map(PixelSize::width).orElse(null));
  }

  /** Best first, and behind them the stream of them all. */
  private List<ResolutionJson> resolutions(Long duration) {
    List<Asset> rungs =
        assets.stream()
            .filter(asset -> AssetPaths.rung(asset.key()).isPresent())
            .sorted(Comparator.comparingInt(MediaWriter::pixels).reversed())
            .toList();
    List<ResolutionJson> all = new ArrayList<>();
    rungs.forEach(
        rung ->
            all.add(
                new ResolutionJson(
                    visible(AssetPaths.of(file, rung)),
                    rung.pixelSize().map(PixelSize::height).orElse(null),
                    rung.pixelSize().map(PixelSize::width).orElse(null),
                    rung.key(),
                    AssetPaths.rung(rung.key()).orElseThrow(),
                    duration,
                    file.isPrivate() ? true : null,
                    rung.key())));
    if (!rungs.isEmpty()) {
      Optional<PixelSize> best = rungs.getFirst().pixelSize();
      all.add(
          new ResolutionJson(
              visible(
                  "/video/"
                      + file.id()
                      + "/"
                      + FilmRungs.listOf(FilmRungs.of(file))
                      + "/mp4/file.mp4.urlset/master.m3u8"),
              best.map(PixelSize::height).orElse(null),
              best.map(PixelSize::width).orElse(null),
              "hls",
              null,
              duration,
              file.isPrivate() ? true : null,
              "hls"));
    }
    return all;
  }

  private static int pixels(Asset rung) {
    return rung.pixelSize().map(size -> size.width() * size.height()).orElse(0);
  }

  private static VideoDetails details(MediaFacts.Video video) {
    return new VideoDetails(
        video.frameRate(),
        video.audioCodec().isPresent(),
        video.videoCodec(),
        video.audioCodec().orElse(null),
        video.videoBitrate().orElse(null),
        video.audioBitrate().orElse(null),
        video.rotation(),
        video.displayAspectRatio(),
        video.hdr(),
        video.interlaced());
  }

  private AudioJson audio(String size) {
    Optional<MediaFacts.Audio> known = facts.audio();
    return new AudioJson(
        file.id(),
        assets.stream()
            .filter(asset -> asset.mimeType().equals("audio/mpeg"))
            .map(this::sound)
            .toList(),
        known.flatMap(MediaFacts.Audio::bitrate).orElse(null),
        known.map(MediaFacts.Audio::format).orElse(null),
        known.map(audio -> audio.durationInMilliseconds() / 1_000.0).orElse(null),
        size);
  }

  /** Its ID is the file's, so that a media URL made of it leads to the file. */
  private AudioAssetJson sound(Asset asset) {
    return new AudioAssetJson(
        file.id(),
        visible(AssetPaths.of(file, asset)),
        file.displayName(),
        asset.duration().map(Duration::toMillis).map(millis -> millis / 1_000.0).orElse(null),
        Long.toString(asset.blob().orElseThrow().size()),
        file.isPrivate() ? true : null,
        asset.key());
  }

  private Optional<ImageJson> still(String assetKey) {
    return ready(assetKey)
        .map(
            asset ->
                image(
                    StillId.of(file, asset).orElseThrow(),
                    visible(AssetPaths.of(file, asset)),
                    asset.pixelSize(),
                    file.displayName()));
  }

  private static ImageJson image(String id, String url, Optional<PixelSize> size, String name) {
    return new ImageJson(
        id,
        url,
        size.map(PixelSize::height).orElse(null),
        size.map(PixelSize::width).orElse(null),
        name);
  }

  private ImageJson icon() {
    TypeIcon icon = TypeIcon.of(MediaType.MODEL3D);
    return new ImageJson(
        icon.id(), origin + icon.publicPath(), TypeIcon.EDGE, TypeIcon.EDGE, icon.id());
  }
}
