package io.vitrine.catalog;

import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A new catalog with one site for each test, and short words for what tests do with it. */
public abstract class CatalogFixture {
  static final String SITE = "site-1";
  static final String MEDIA = "media-root";
  static final String TRASH = "trash-root";
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");
  static final Sort BY_NAME = new Sort(SortField.DISPLAY_NAME, true);

  Catalog catalog;
  private int made;

  /** A new, empty catalog that may keep its data in this folder. */
  protected abstract Catalog open(Path folder);

  @BeforeEach
  void openCatalog(@TempDir Path folder) {
    catalog = open(folder);
    createSite(SITE);
  }

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  void createSite(String siteId) {
    change(transaction -> transaction.sites().create(siteId, NOON));
  }

  /** Runs a change without a result. */
  void change(java.util.function.Consumer<Catalog.Transaction> change) {
    catalog.write(
        transaction -> {
          change.accept(transaction);
          return true;
        });
  }

  Folder addFolder(String parentId, String name) {
    return addFolder(SITE, parentId, name, NOON);
  }

  Folder addFolder(String siteId, String parentId, String name, Instant updated) {
    RootFolder root = catalog.folders().find(siteId, parentId).orElseThrow().root();
    Folder folder = new Folder(siteId, hex(++made), parentId, root, name, NOON, updated);
    change(transaction -> transaction.folders().insert(folder));
    return folder;
  }

  FileDescriptor addFile(String parentId, String name) {
    return addFile(file -> file.named(name).in(parentId));
  }

  FileDescriptor addFile(UnaryOperator<Draft> draft) {
    FileDescriptor file = draft.apply(new Draft(++made)).file();
    return catalog.write(transaction -> insert(transaction, file));
  }

  static FileDescriptor insert(Catalog.Transaction transaction, FileDescriptor file) {
    FileDescriptor placed =
        file.blob()
            .map(
                blob ->
                    file.placed(
                        file.parentFolderId(), transaction.blobs().share(file.siteId(), blob)))
            .orElse(file);
    transaction.files().insert(placed);
    return placed;
  }

  Draft draft() {
    return new Draft(++made);
  }

  FileDescriptor file(String id) {
    return catalog.files().find(SITE, id).orElseThrow();
  }

  Folder folder(String id) {
    return catalog.folders().find(SITE, id).orElseThrow();
  }

  void trashFiles(String... ids) {
    change(transaction -> transaction.files().trash(SITE, List.of(ids), NOON.plusSeconds(60)));
  }

  void restoreFiles(String... ids) {
    change(transaction -> transaction.files().restore(SITE, List.of(ids), NOON.plusSeconds(120)));
  }

  void trashFolders(String... ids) {
    change(transaction -> transaction.folders().trash(SITE, List.of(ids), NOON.plusSeconds(60)));
  }

  void restoreFolders(String... ids) {
    change(transaction -> transaction.folders().restore(SITE, List.of(ids), NOON.plusSeconds(120)));
  }

  List<String> namesIn(String folderId) {
    return names(listing(new FileScope.Children(folderId), ""));
  }

  List<String> namesInTree(RootFolder... roots) {
    return names(listing(new FileScope.Trees(Set.copyOf(Arrays.asList(roots))), ""));
  }

  List<String> search(String text) {
    return names(listing(new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT)), text));
  }

  List<String> names(FileListing listing) {
    return catalog.files().list(SITE, listing).items().stream()
        .map(FileDescriptor::displayName)
        .toList();
  }

  List<String> folderNames(FileScope scope, String search) {
    FolderListing listing = new FolderListing(scope, search, BY_NAME, Optional.empty(), 200);
    return catalog.folders().list(SITE, listing).items().stream().map(Folder::displayName).toList();
  }

  static FileListing listing(FileScope scope, String search) {
    return new FileListing(
        scope, Set.of(), Optional.empty(), search, BY_NAME, Optional.empty(), 200);
  }

  static String hex(long number) {
    return "%032x".formatted(number);
  }

  static BlobReference blob(long number, long size) {
    return new BlobReference(hex(number), size, "%064x".formatted(number), number & 0xffffffffL);
  }

  /** A file in the making. */
  static final class Draft {
    private final int number;
    private String siteId = SITE;
    private String folderId = MEDIA;
    private String name;
    private MediaType mediaType = MediaType.IMAGE;
    private String mimeType = "image/jpeg";
    private boolean isPrivate;
    private Optional<BlobReference> blob;
    private List<String> labels = new ArrayList<>();
    private Instant updated = NOON;

    Draft(int number) {
      this.number = number;
      this.name = "file " + number;
      this.blob = Optional.of(CatalogFixture.blob(number, 1_000 + number));
    }

    Draft at(String site) {
      siteId = site;
      return this;
    }

    Draft in(String folder) {
      folderId = folder;
      return this;
    }

    Draft named(String displayName) {
      name = displayName;
      return this;
    }

    Draft of(MediaType type, String mime) {
      mediaType = type;
      mimeType = mime;
      return this;
    }

    Draft hidden(boolean hidden) {
      isPrivate = hidden;
      return this;
    }

    Draft with(BlobReference bytes) {
      blob = Optional.of(bytes);
      return this;
    }

    Draft withoutBytes() {
      blob = Optional.empty();
      return this;
    }

    Draft labelled(String... texts) {
      labels = List.of(texts);
      return this;
    }

    Draft updated(Instant when) {
      updated = when;
      return this;
    }

    FileDescriptor file() {
      return new FileDescriptor(
          siteId,
          "a1b2c3_" + hex(number) + "~mv2.jpg",
          folderId,
          name,
          mediaType,
          mimeType,
          isPrivate,
          blob.isPresent() ? OperationStatus.READY : OperationStatus.PENDING,
          State.OK,
          blob,
          Optional.of(new PixelSize(640, 480)),
          FileMedia.NONE,
          labels,
          List.of("_fileOrigin_uploaded"),
          Optional.of("https://example.com/picture.jpg"),
          Optional.of(new ExternalInfo(Optional.of("shop"), List.of("1", "zwei"))),
          NOON,
          updated);
    }
  }
}
