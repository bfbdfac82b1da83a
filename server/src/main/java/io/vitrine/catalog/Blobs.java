package io.vitrine.catalog;

import java.util.List;
import java.util.Optional;

/** Questions about which blobs the catalog refers to. */
public interface Blobs {

  /** The blob with this key when some file or variant refers to it. */
  Optional<BlobReference> find(String key);

  /** The blob of these bytes in this site, when some file has them already. */
  Optional<BlobReference> findByContent(String siteId, String sha256, long size);

  /** Up to {@code limit} blobs with keys greater than {@code afterKey} (at first ""), by key. */
  List<BlobReference> listAfter(String afterKey, int limit);

  /** Up to {@code limit} keys whose last file is gone, so that their bytes can be removed. */
  List<String> released(int limit);
}
