package io.vitrine.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate and its key from PEM files (RFC 7468). */
final class Certificates {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]+)-----END");
  private static final long LARGEST_FILE = 1 << 20;

  private Certificates() {}

  /**
   * A key store in memory with the pair.
   *
   * @throws IllegalArgumentException telling an operator which file is wrong, and how
   */
  static KeyStore read(Path certificateFile, Path keyFile, char[] password) {
    Certificate[] chain = chain(certificateFile);
    PublicKey publicKey = chain[0].getPublicKey();
    PrivateKey key = key(keyFile, publicKey.getAlgorithm());
    if (!belongTogether(key, publicKey)) {
      throw new IllegalArgumentException(
          "the key in " + keyFile + " is not the one of the certificate in " + certificateFile);
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("vitrine", key, password, chain);
      return store;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalArgumentException(
          "the certificate in " + certificateFile + " cannot be used: " + failure.getMessage(),
          failure);
    }
  }

  private static Certificate[] chain(Path file) {
    checkSize(file);
    try (InputStream stream = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(stream);
      if (found.isEmpty()) {
        throw new IllegalArgumentException("there is no certificate in " + file);
      }
      return found.toArray(Certificate[]::new);
    } catch (IOException failure) {
      throw unreadable(file, failure);
    } catch (GeneralSecurityException failure) {
      throw new IllegalArgumentException(
          "there is no PEM certificate in " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static PrivateKey key(Path file, String algorithm) {
    Matcher pem = KEY.matcher(text(file));
    if (!pem.find()) {
      throw new IllegalArgumentException("there is no PEM private key in " + file);
    }
    if (!pem.group(1).equals("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "the key in "
              + file
              + " is of the form \""
              + pem.group(1)
              + "\"; convert it with: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2).strip());
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException failure) {
      throw new IllegalArgumentException(
          "the key in " + file + " cannot be read as a key of the kind " + algorithm, failure);
    }
  }

  private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
    byte[] sample = "vitrine".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(signatureFor(key.getAlgorithm()));
      signature.initSign(key);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException failure) {
      return false;
    }
  }

  private static String signatureFor(String algorithm) {
    return List.of("RSA", "EC").contains(algorithm)
        ? "SHA256with" + (algorithm.equals("EC") ? "ECDSA" : "RSA")
        : algorithm;
  }

  private static String text(Path file) {
    checkSize(file);
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private static void checkSize(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new IllegalArgumentException("the file " + file + " is too large for PEM");
      }
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private static IllegalArgumentException unreadable(Path file, IOException failure) {
    return new IllegalArgumentException(
        "the file " + file + " cannot be read (" + failure.getClass().getSimpleName() + ")",
        failure);
  }
}
