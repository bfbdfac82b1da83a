package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What processing makes of a file is kept with it, and goes with it. */
abstract class MediaContract extends CatalogFixture {
  private static final Instant LATER = NOON.plusSeconds(5);

  @Test
  void factsAndVariantsComeBackWhereverTheFileIsAskedFor() {
    FileDescriptor plain = addFile(MEDIA, "a plain one");
    FileDescriptor film = addFile(MEDIA, "a film");
    Asset rung = ready("720p.mp4", 901);
    Asset waiting = Asset.pending("1080p.mp4");
    Asset broken =
        Asset.failed("poster.0", new FileFailure("FILE_CORRUPT", "no picture", Map.of("at", 3)));
    change(
        t -> {
          t.blobs().share(SITE, rung.blob().orElseThrow());
          assertThat(t.files().putAssets(SITE, film.id(), List.of(rung, waiting, broken))).isTrue();
          assertThat(t.files().describe(SITE, film.id(), facts("{\"video\":{}}"))).isTrue();
        });

    FileDescriptor expected =
        film.with(new FileMedia("{\"video\":{}}", List.of(waiting, rung, broken)));
    assertThat(catalog.files().find(SITE, film.id())).contains(expected);
    assertThat(catalog.files().findInAnySite(film.id())).contains(expected);
    assertThat(catalog.files().findAll(SITE, List.of(plain.id(), film.id())))
        .containsExactlyInAnyOrder(plain, expected);
    assertThat(catalog.files().list(SITE, listing(new FileScope.Children(MEDIA), "film")).items())
        .containsExactly(expected);
    assertThat(catalog.files().list(SITE, listing(new FileScope.Children(MEDIA), "")).items())
        .containsExactly(expected, plain);
    assertThat(expected.media().readyAsset("720p.mp4")).contains(rung);
    assertThat(expected.media().readyAsset("1080p.mp4")).isEmpty();
    assertThat(expected.media().asset("poster.0")).contains(broken);
  }

  @Test
  void aPageTellsEachFileItsOwnVariants() {
    List<FileDescriptor> files =
        IntStream.range(0, 6).mapToObj(i -> addFile(MEDIA, "file " + i)).toList();
    for (int i = 0; i < files.size(); i += 2) {
      putPending(files.get(i).id(), "key-" + i);
    }

    assertThat(catalog.files().list(SITE, listing(new FileScope.Children(MEDIA), "")).items())
        .extracting(file -> file.media().assets().stream().map(Asset::key).toList())
        .containsExactly(
            List.of("key-0"), List.of(), List.of("key-2"), List.of(), List.of("key-4"), List.of());
  }

  @Test
  void aFileIsFoundByTheStemOfItsId() {
    FileDescriptor file = addFile(MEDIA, "a picture");
    addFile(MEDIA, "another");
    String stem = file.id().substring(0, 39);

    assertThat(file.id()).hasSizeGreaterThan(39);
    assertThat(catalog.files().findByStemInAnySite(stem)).contains(file);
    assertThat(catalog.files().findByStemInAnySite(file.id())).contains(file);
    assertThat(catalog.files().findByStemInAnySite("ffffff_" + "0".repeat(32))).isEmpty();
  }

  @Test
  void variantsOfAnUnknownOrForeignFileAreRefused() {
    createSite("site-2");
    FileDescriptor file = addFile(MEDIA, "mine");
    List<Asset> assets = List.of(Asset.pending("x"));

    change(
        t -> {
          assertThat(t.files().putAssets(SITE, "unknown", assets)).isFalse();
          assertThat(t.files().putAssets("site-2", file.id(), assets)).isFalse();
          assertThat(t.files().describe("site-2", file.id(), facts("{}"))).isFalse();
          assertThat(t.files().makeReady("site-2", file.id(), LATER)).isFalse();
        });

    assertThat(file(file.id())).isEqualTo(file);
  }

  @Test
  void aReplacedVariantReleasesItsBytes() {
    FileDescriptor file = addFile(MEDIA, "film");
    put(file.id(), ready("poster.0", 901));
    put(file.id(), ready("poster.0", 902));

    assertThat(file(file.id()).media().assets()).containsExactly(ready("poster.0", 902));
    assertThat(catalog.blobs().find(hex(901))).isEmpty();
    assertThat(catalog.blobs().released(10)).containsExactly(hex(901));
    assertThat(catalog.blobs().find(hex(902))).isPresent();

    put(file.id(), ready("poster.0", 902));
    assertThat(catalog.blobs().find(hex(902))).as("the same bytes again").isPresent();
    assertThat(catalog.blobs().released(10)).containsExactly(hex(901));
  }

  @Test
  void bytesThatAFileAndAVariantShareStayUntilBothAreGone() {
    FileDescriptor picture = addFile(file -> file.with(blob(901, 10)));
    FileDescriptor film = addFile(MEDIA, "film");
    put(film.id(), ready("poster.0", 901));

    change(t -> t.files().delete(SITE, List.of(picture.id())));
    assertThat(catalog.blobs().find(hex(901))).isPresent();
    change(t -> t.files().delete(SITE, List.of(film.id())));
    assertThat(catalog.blobs().find(hex(901))).isEmpty();
    assertThat(catalog.blobs().released(10)).contains(hex(901));
  }

  @Test
  void variantsGoWithTheirFileAlsoWhenItsFolderGoes() {
    Folder folder = addFolder(MEDIA, "folder");
    FileDescriptor film = addFile(folder.id(), "film");
    put(film.id(), ready("720p.mp4", 901));
    long before = catalog.sites().find(SITE).orElseThrow().bytes();
    assertThat(before).as("variants do not count").isEqualTo(film.blob().orElseThrow().size());

    change(t -> t.folders().delete(SITE, List.of(folder.id())));

    assertThat(catalog.blobs().find(hex(901))).isEmpty();
    assertThat(catalog.blobs().released(10)).contains(hex(901));
    assertThat(catalog.sites().find(SITE).orElseThrow().bytes()).isZero();
  }

  @Test
  void aFileCanGetItsBytesAndStillBePending() {
    FileDescriptor pending = addFile(Draft::withoutBytes);

    assertThat(fill(pending.id())).isTrue();
    assertThat(file(pending.id()).operationStatus()).isEqualTo(OperationStatus.PENDING);
    assertThat(file(pending.id()).blob()).isPresent();
    assertThat(fill(pending.id())).as("bytes a second time").isFalse();

    assertThat(makeReady(pending.id())).isTrue();
    assertThat(file(pending.id()).operationStatus()).isEqualTo(OperationStatus.READY);
    assertThat(file(pending.id()).updated()).isEqualTo(LATER);
    assertThat(makeReady(pending.id())).as("a second time").isFalse();
    assertThat(
            catalog.<Boolean>write(
                t ->
                    t.files().fail(SITE, pending.id(), new FileFailure("X", "x", Map.of()), LATER)))
        .isFalse();
  }

  @Test
  void factsAndVariantsLeaveTheTimeOfTheLastChange() {
    FileDescriptor file = addFile(MEDIA, "picture");
    put(file.id(), ready("poster.0", 901));
    change(t -> t.files().describe(SITE, file.id(), facts("{}")));
    assertThat(file(file.id()).updated()).isEqualTo(file.updated());
  }

  @Test
  void factsStayUntilOthersComeAndSetTheSize() {
    FileDescriptor file = addFile(MEDIA, "film");
    change(
        t ->
            t.files()
                .describe(
                    SITE,
                    file.id(),
                    new FileFacts(
                        Optional.of("{\"a\":1}"),
                        Optional.of(new PixelSize(7, 5)),
                        Optional.empty())));
    change(
        t ->
            t.files()
                .describe(
                    SITE,
                    file.id(),
                    new FileFacts(Optional.empty(), Optional.empty(), Optional.empty())));

    assertThat(file(file.id()).pixelSize()).contains(new PixelSize(7, 5));
    assertThat(file(file.id()).media()).isEqualTo(new FileMedia("{\"a\":1}", List.of()));
  }

  @Test
  void aFileIsFoundByItsTextWhateverElseChanges() {
    FileDescriptor file = addFile(draft -> draft.named("report").labelled("green"));
    describeText(file.id(), "Über Giraffen, Giraffen und ein Zebra");
    assertThat(search("giraffe zebra")).containsExactly("report");

    change(
        t ->
            t.files()
                .update(
                    SITE,
                    file.id(),
                    new FileUpdate(
                        Optional.of("thesis"),
                        Optional.empty(),
                        Optional.of(List.of("red")),
                        Optional.empty(),
                        LATER)));
    assertThat(search("giraffe red")).containsExactly("thesis");
    assertThat(search("report")).isEmpty();

    describeText(file.id(), "only lions");
    assertThat(search("giraffe")).isEmpty();
    assertThat(search("lions thesis")).containsExactly("thesis");
    change(t -> t.files().delete(SITE, List.of(file.id())));
    assertThat(search("lions")).isEmpty();
  }

  @Test
  void ofAVeryLongTextTheBeginningIsFound() {
    FileDescriptor file = addFile(MEDIA, "novel");
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 20_000).forEach(i -> text.append("word").append(i).append(' '));
    describeText(file.id(), text.append("epilogue").toString());

    assertThat(search("word17")).containsExactly("novel");
    assertThat(search("epilogue")).isEmpty();
  }

  private static Asset ready(String key, long number) {
    return new Asset(
        key,
        AssetState.READY,
        Optional.of(blob(number, 10)),
        "video/mp4",
        Optional.of(new PixelSize(1280, 720)),
        Optional.of(Duration.ofMillis(1_234)),
        Optional.of(2_800_000L),
        "rung=3",
        Optional.empty());
  }

  private void put(String fileId, Asset asset) {
    change(
        t -> {
          t.blobs().share(SITE, asset.blob().orElseThrow());
          t.files().putAssets(SITE, fileId, Set.of(asset));
        });
  }

  private void putPending(String fileId, String key) {
    change(t -> t.files().putAssets(SITE, fileId, List.of(Asset.pending(key))));
  }

  private static FileFacts facts(String json) {
    return new FileFacts(Optional.of(json), Optional.empty(), Optional.empty());
  }

  private void describeText(String fileId, String text) {
    change(
        t ->
            t.files()
                .describe(
                    SITE,
                    fileId,
                    new FileFacts(Optional.empty(), Optional.empty(), Optional.of(text))));
  }

  private boolean fill(String fileId) {
    return catalog.write(
        t -> {
          FileContent content =
              new FileContent(
                  "filled.mp4",
                  MediaType.VIDEO,
                  "video/mp4",
                  blob(4_711, 10),
                  Optional.empty(),
                  OperationStatus.PENDING,
                  NOON);
          boolean filled = t.files().fill(SITE, fileId, content);
          if (filled) {
            t.blobs().share(SITE, content.blob());
          }
          return filled;
        });
  }

  private boolean makeReady(String fileId) {
    return catalog.<Boolean>write(t -> t.files().makeReady(SITE, fileId, LATER));
  }
}
