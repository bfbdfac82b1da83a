package io.vitrine.catalog;

import java.time.Instant;

/**
 * A pair of keys by which deliveries are signed.
 *
 * @param id tells it from others
 * @param publicKey X.509 SubjectPublicKeyInfo, Base64
 * @param sealedPrivateKey as only its owner can open it
 * @param signsFrom from when on it is the one that signs
 */
public record SigningKeyPair(
    String id, String publicKey, String sealedPrivateKey, Instant created, Instant signsFrom) {

  /** The private key may be told to nobody, sealed or not. */
  @Override
  public String toString() {
    return "SigningKeyPair[" + id + "]";
  }
}
