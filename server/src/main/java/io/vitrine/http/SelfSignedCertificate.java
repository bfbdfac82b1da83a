package io.vitrine.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A certificate for local use, made by the JDK's own {@code keytool} and kept in a folder with mode
 * 0600. It is made anew when it is about to expire or does not name the host.
 */
final class SelfSignedCertificate {
  private static final String ALIAS = "vitrine";
  private static final String FILE = "self-signed.p12";
  private static final int DAYS = 397;
  private static final Duration RENEWED_BEFORE = Duration.ofDays(7);
  private static final long LONGEST_SECONDS = 60;
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");

  private final Path folder;
  private final String host;
  private final InstantSource clock;

  SelfSignedCertificate(Path folder, String host, InstantSource clock) {
    this.folder = folder;
    this.host = host;
    this.clock = clock;
  }

  /**
   * The key store, made if need be.
   *
   * @throws IllegalArgumentException when it can be neither read nor made
   */
  KeyStore readOrMake(char[] password) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.exists(file)) {
        KeyStore store = read(file, password);
        if (isUsable(store)) {
          return store;
        }
      }
      make(file, password);
      return read(file, password);
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalArgumentException(
          "the certificate " + file + " can be neither read nor made: " + failure.getMessage(),
          failure);
    }
  }

  private boolean isUsable(KeyStore store) throws IOException, GeneralSecurityException {
    if (!(store.getCertificate(ALIAS) instanceof X509Certificate certificate)) {
      return false;
    }
    Instant end = certificate.getNotAfter().toInstant();
    return clock.instant().plus(RENEWED_BEFORE).isBefore(end) && names(certificate);
  }

  private boolean names(X509Certificate certificate) throws IOException, GeneralSecurityException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names == null) {
      return false;
    }
    for (List<?> name : names) {
      String text = String.valueOf(name.get(1));
      boolean same =
          (isAddress() && ADDRESS.matcher(text).matches())
              ? InetAddress.getByName(host).equals(InetAddress.getByName(text))
              : host.equals(text);
      if (same) {
        return true;
      }
    }
    return !alternativeNames().contains(alternativeName());
  }

  private void make(Path file, char[] password) throws IOException {
    Files.createDirectories(folder);
    // The key is never readable for others, not even while keytool writes it.
    Path fresh =
        Files.createTempDirectory(
            folder,
            "certificate",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Path made = fresh.resolve(FILE);
      runKeytool(made, password);
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh.resolve(FILE));
      Files.delete(fresh);
    }
  }

  private void runKeytool(Path file, char[] password) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(file)).redirectErrorStream(true);
    // Other users can read the words of a command, but not its environment.
    builder.environment().put("VITRINE_STORE_PASSWORD", new String(password));
    Process keytool = builder.start();
    keytool.getOutputStream().close();
    try (InputStream output = keytool.getInputStream()) {
      String said = new String(output.readNBytes(4096), StandardCharsets.UTF_8);
      if (!keytool.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IOException("keytool failed: " + said.strip());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while keytool ran", stopped);
    } finally {
      keytool.destroyForcibly();
    }
  }

  private List<String> command(Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-J-XX:TieredStopAtLevel=1",
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost, O=Vitrine",
        "-ext",
        "SAN=" + String.join(",", alternativeNames()),
        "-validity",
        Integer.toString(DAYS),
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass:env",
        "VITRINE_STORE_PASSWORD");
  }

  private Set<String> alternativeNames() {
    Set<String> names = new LinkedHashSet<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:::1"));
    if (isAddress() || NAME.matcher(host).matches()) {
      names.add(alternativeName());
    }
    return names;
  }

  private String alternativeName() {
    return (isAddress() ? "ip:" : "dns:") + host;
  }

  private boolean isAddress() {
    return ADDRESS.matcher(host).matches();
  }

  private static KeyStore read(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(file)) {
      store.load(stream, password);
    }
    return store;
  }
}
