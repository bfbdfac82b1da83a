package io.vitrine.media.scanner;

import io.vitrine.media.UnavailableException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Talks to ClamAV's daemon (clamd(8), command INSTREAM): one connection for each file, over which
 * its bytes are sent, so that the daemon may run as anybody and anywhere.
 */
final class Clamd {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** The daemon says nothing while it looks through what it got. */
  private static final Duration ANSWER = Duration.ofMinutes(10);

  private static final int CHUNK = 256 << 10;
  private static final int LONGEST_ANSWER = 4_096;

  private final ScannerAddress address;

  Clamd(ScannerAddress address) {
    this.address = address;
  }

  /** What the daemon thinks of a file. */
  sealed interface Verdict {
    record Clean() implements Verdict {}

    /**
     * Something was found.
     *
     * @param signature by which it was known
     */
    record Found(String signature) implements Verdict {}

    /** The file has more bytes than the daemon's {@code StreamMaxLength}. */
    record TooLarge() implements Verdict {}
  }

  /**
   * Has a file looked through.
   *
   * @throws UnavailableException when the daemon does not answer, or with an error of its own
   * @throws IOException when the file cannot be read
   */
  Verdict scan(Path file) throws IOException, InterruptedException {
    try (InputStream bytes = Files.newInputStream(file);
        Socket socket = connect()) {
      socket.setSoTimeout(Math.toIntExact(ANSWER.toMillis()));
      send(bytes, socket);
      return verdict(answer(socket));
    } catch (SocketException | SocketTimeoutException failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the scan was called off");
      }
      throw unavailable(failure);
    }
  }

  /**
   * Asks whether the daemon is there.
   *
   * @return its version
   * @throws UnavailableException when it is not
   */
  String version() throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(Math.toIntExact(CONNECT.toMillis()));
      socket.getOutputStream().write("zVERSION\0".getBytes(StandardCharsets.US_ASCII));
      return answer(socket);
    } catch (IOException failure) {
      throw unavailable(failure);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(address.host(), address.port()),
          Math.toIntExact(CONNECT.toMillis()));
      return socket;
    } catch (IOException failure) {
      socket.close();
      throw unavailable(failure);
    }
  }

  /** The daemon ends the connection in the middle of what is too large, and says so before. */
  private static void send(InputStream bytes, Socket socket) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
    byte[] chunk = new byte[CHUNK];
    try {
      for (int read = bytes.read(chunk); read > 0; read = bytes.read(chunk)) {
        out.writeInt(read);
        out.write(chunk, 0, read);
      }
      out.writeInt(0);
      out.flush();
    } catch (SocketException ended) {
      if (socket.isClosed() || socket.getInputStream().available() == 0) {
        throw ended;
      }
    }
  }

  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    for (int c = in.read(); c > 0 && answer.length() < LONGEST_ANSWER; c = in.read()) {
      answer.append((char) c);
    }
    return answer.toString().strip();
  }

  private Verdict verdict(String answer) throws UnavailableException {
    if (answer.equals("stream: OK")) {
      return new Verdict.Clean();
    }
    if (answer.startsWith("stream: ") && answer.endsWith(" FOUND")) {
      return new Verdict.Found(
          answer.substring("stream: ".length(), answer.length() - " FOUND".length()));
    }
    if (answer.startsWith("INSTREAM size limit exceeded")) {
      return new Verdict.TooLarge();
    }
    throw new UnavailableException("the virus scanner at " + address + " answers: " + answer);
  }

  private UnavailableException unavailable(IOException failure) {
    return failure instanceof UnavailableException known
        ? known
        : new UnavailableException(
            "the virus scanner at " + address + " does not answer: " + failure.getMessage(),
            failure);
  }
}
