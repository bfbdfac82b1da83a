package io.vitrine.library;

import io.vitrine.catalog.Archive;
import io.vitrine.catalog.Archive.Contents;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.State;
import io.vitrine.library.Refusal.Reason;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * Promises zip files (contract: files-api.md section 10, delivery.md section 6). A promise is for
 * ever and names what was asked for; what it holds is found each time that it is fetched.
 */
public final class ArchiveIssuer {
  private final Catalog catalog;
  private final InstantSource clock;
  private final SecureRandom random;

  public ArchiveIssuer(Catalog catalog, InstantSource clock, SecureRandom random) {
    this.catalog = catalog;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Promises files of a site, in this order; one that is named twice is in it once. Unknown ones
   * are passed over unless all are.
   *
   * @param idsOrMediaUrls as {@link FileIds#resolve} takes them
   * @return the archive's name
   * @throws Refusal {@code RESOURCE_NOT_FOUND} when none is known
   */
  public String ofFiles(String siteId, Collection<String> idsOrMediaUrls) {
    List<String> ids =
        idsOrMediaUrls.stream()
            .map(FileIds::resolve)
            .filter(FileIds::isWellFormed)
            .distinct()
            .toList();
    if (catalog.files().findAll(siteId, ids).isEmpty()) {
      throw FileFinder.notFound();
    }
    return promise(siteId, new Contents.Chosen(ids));
  }

  /**
   * Promises everything below a folder.
   *
   * @return the archive's name
   * @throws Refusal {@code RESOURCE_NOT_FOUND}; {@code FOLDER_IN_TRASH}
   */
  public String ofFolder(String siteId, String folderId) {
    Folder folder = catalog.folders().find(siteId, folderId).orElseThrow(FolderFinder::notFound);
    if (folder.state() == State.DELETED) {
      throw new Refusal(Reason.FOLDER_IN_TRASH, "the folder is in the trash bin; restore it first");
    }
    return promise(siteId, new Contents.Tree(folderId));
  }

  private String promise(String siteId, Contents contents) {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    Archive archive =
        new Archive(
            HexFormat.of().formatHex(bits),
            siteId,
            contents,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return catalog.write(
        transaction -> {
          transaction.archives().insert(archive);
          return archive.name();
        });
  }
}
