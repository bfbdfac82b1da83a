package io.vitrine.media.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.RecordedWork;
import io.vitrine.media.SourceFile;
import io.vitrine.media.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol of the scanner, spoken with a listener that gives one answer. */
class ScanStepTest {
  @TempDir private Path folder;

  @Test
  void aCleanFilePasses() throws Exception {
    try (OneAnswer daemon = new OneAnswer("stream: OK\0")) {
      step(daemon.port()).run(work("harmless"));

      assertThat(daemon.heard()).isEqualTo("zINSTREAM\0" + "\0\0\0\10harmless" + "\0\0\0\0");
    }
  }

  @Test
  void aFindFailsTheFileAndDoesNotTellStrangersWhat() throws Exception {
    try (OneAnswer daemon = new OneAnswer("stream: Some.Thing-7 FOUND\0")) {
      assertThatThrownBy(() -> step(daemon.port()).run(work("bad")))
          .isInstanceOfSatisfying(
              ProcessingException.class,
              found -> {
                assertThat(found.code()).isEqualTo(ProcessingException.Code.MALWARE_FOUND);
                assertThat(found).hasMessageNotContaining("Some.Thing");
              });
    }
  }

  @Test
  void aFileThatTheScannerDoesNotTakeIsNotReady() throws Exception {
    try (OneAnswer daemon = new OneAnswer("INSTREAM size limit exceeded. ERROR\0")) {
      assertThatThrownBy(() -> step(daemon.port()).run(work("large")))
          .isInstanceOf(ProcessingException.class)
          .hasMessageContaining("larger");
    }
  }

  @Test
  void anErrorOfTheScannerMakesTheFileWait() throws Exception {
    try (OneAnswer daemon = new OneAnswer("stream: Can't allocate memory ERROR\0")) {
      assertThatThrownBy(() -> step(daemon.port()).run(work("x")))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("Can't allocate memory");
    }
  }

  @Test
  void aScannerThatIsNotThereMakesTheFileWait() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> step(port).run(work("x"))).isInstanceOf(UnavailableException.class);
  }

  @Test
  void aScannerThatHangsUpMakesTheFileWait() throws Exception {
    try (OneAnswer daemon = new OneAnswer("")) {
      assertThatThrownBy(() -> step(daemon.port()).run(work("x")))
          .isInstanceOf(UnavailableException.class);
    }
  }

  @Test
  void aScanThatIsCalledOffEndsAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RecordedWork work = work("x");
      AtomicReference<Exception> ending = new AtomicReference<>();
      CountDownLatch ended = new CountDownLatch(1);
      Thread scan =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      step(silent.getLocalPort()).run(work);
                    } catch (Exception failure) {
                      ending.set(failure);
                    }
                    ended.countDown();
                  });
      try (Socket peer = silent.accept()) {
        assertThat(peer.getInputStream().read()).isEqualTo('z');
        scan.interrupt();
        ended.await();
      }
      assertThat(ending.get()).isInstanceOf(InterruptedException.class);
    }
  }

  private static ScanStep step(int port) {
    return new ScanStep(new ScannerAddress("127.0.0.1", port));
  }

  private RecordedWork work(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("source"), text);
    return new RecordedWork(
        new SourceFile(
            file, MediaType.DOCUMENT, "text/plain", false, text.length(), Optional.empty()),
        folder);
  }

  /** Takes one stream to its end and answers. */
  private static final class OneAnswer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final StringBuilder heard = new StringBuilder();
    private final Thread thread;

    OneAnswer(String answer) throws IOException {
      thread = Thread.ofVirtual().start(() -> serve(answer));
    }

    int port() {
      return listener.getLocalPort();
    }

    String heard() throws InterruptedException {
      thread.join();
      return heard.toString();
    }

    private void serve(String answer) {
      try (Socket peer = listener.accept();
          InputStream in = peer.getInputStream();
          OutputStream out = peer.getOutputStream()) {
        while (heard.length() < 14 || !heard.toString().endsWith("\0\0\0\0")) {
          heard.append((char) in.read());
        }
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException failure) {
        heard.append(failure);
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
