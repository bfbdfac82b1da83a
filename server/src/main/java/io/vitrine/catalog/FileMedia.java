package io.vitrine.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What processing made of a file (contract: processing.md section 4).
 *
 * @param facts what it found out, as {@code io.vitrine.media.MediaFacts#json} writes it; "" for
 *     nothing
 * @param assets the variants, those that wait and failed ones too, by key
 */
public record FileMedia(String facts, List<Asset> assets) {
  /** Nothing was made of it. */
  public static final FileMedia NONE = new FileMedia("", List.of());

  public FileMedia {
    assets = List.copyOf(assets);
  }

  /** The variant with this key, in whatever state. */
  public Optional<Asset> asset(String key) {
    return assets.stream().filter(asset -> asset.key().equals(key)).findFirst();
  }

  /** The variant with this key when it can be sent. */
  public Optional<Asset> readyAsset(String key) {
    return asset(key).filter(asset -> asset.state() == AssetState.READY);
  }
}
