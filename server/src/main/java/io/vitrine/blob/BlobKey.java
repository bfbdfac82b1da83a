package io.vitrine.blob;

import java.security.SecureRandom;

/** The name of a blob; safe as a part of a path. */
public record BlobKey(String value) {
  public BlobKey {
    RandomName.require(value);
  }

  /** A new key of 128 random bits. */
  public static BlobKey random(SecureRandom random) {
    return new BlobKey(RandomName.make(random));
  }

  @Override
  public String toString() {
    return value;
  }
}
