package io.vitrine.catalog;

import io.vitrine.media.PixelSize;
import java.time.Duration;
import java.util.Optional;

/**
 * A variant of a file: made of its original, and gone with it (contract: processing.md section 3).
 * Its bytes are a blob like any other, but they do not count against the quota of the site: what is
 * made of a file is the server's choice, not the user's.
 *
 * @param key the asset key, such as {@code 720p.mp4}
 * @param blob its bytes; there when it is ready
 * @param mimeType of the bytes; "" as long as there are none
 * @param pixelSize of a picture or film
 * @param duration of a film or sound, in milliseconds
 * @param bitrate bits a second of a film or sound, on average
 * @param details what else is known, in a form that only the room knows that made it; may be empty
 * @param failure why it could not be made; there when it failed
 */
public record Asset(
    String key,
    AssetState state,
    Optional<BlobReference> blob,
    String mimeType,
    Optional<PixelSize> pixelSize,
    Optional<Duration> duration,
    Optional<Long> bitrate,
    String details,
    Optional<FileFailure> failure) {

  /** One that waits to be made. */
  public static Asset pending(String key) {
    return without(key, AssetState.PENDING, Optional.empty());
  }

  /** One that cannot be made. */
  public static Asset failed(String key, FileFailure failure) {
    return without(key, AssetState.FAILED, Optional.of(failure));
  }

  /** The same one with these bytes. */
  public Asset with(Optional<BlobReference> bytes) {
    return new Asset(key, state, bytes, mimeType, pixelSize, duration, bitrate, details, failure);
  }

  private static Asset without(String key, AssetState state, Optional<FileFailure> failure) {
    return new Asset(
        key,
        state,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        failure);
  }
}
