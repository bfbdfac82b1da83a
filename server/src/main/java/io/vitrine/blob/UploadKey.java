package io.vitrine.blob;

import java.security.SecureRandom;

/** The name of an upload that comes in pieces; safe as a part of a path. */
public record UploadKey(String value) {
  public UploadKey {
    RandomName.require(value);
  }

  /** A new key of 128 random bits. */
  public static UploadKey random(SecureRandom random) {
    return new UploadKey(RandomName.make(random));
  }

  @Override
  public String toString() {
    return value;
  }
}
