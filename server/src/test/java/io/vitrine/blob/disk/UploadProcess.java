package io.vitrine.blob.disk;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.UploadAppender;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore.Mode;
import io.vitrine.blob.WrittenBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A process of its own that makes one upload in small pieces and prints what it was told, a line
 * each: {@code key <key>}, {@code offset <offset>}, {@code blob <sha256>}. It meets an I/O error as
 * clients do: it asks for the offset and goes on from there.
 */
final class UploadProcess {
  private static final int SIZE = 12_000;
  private static final int MOST_TRIES = 5;

  private final DiskUploadStore store;
  private final byte[] bytes = bytes();

  private UploadProcess(DiskUploadStore store) {
    this.store = store;
  }

  /** The bytes of the upload. */
  static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(SIZE).nextBytes(bytes);
    return bytes;
  }

  /** How to start it; a program that watches it may be put before. */
  static List<String> command(Path folder, boolean flushing) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xmx64m",
        // Without a log the process starts in half the time.
        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
        "-cp",
        System.getProperty("java.class.path"),
        UploadProcess.class.getName(),
        folder.toString(),
        Boolean.toString(flushing));
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private static <T> T persist(Step<T> step) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return step.run();
      } catch (IOException failure) {
        tell("failed " + failure);
        if (tries == MOST_TRIES) {
          throw failure;
        }
      }
    }
  }

  private void run() throws IOException {
    UploadKey key = persist(store::create);
    tell("key " + key);
    persist(() -> appendTo(key, 4_000, Mode.PLAIN));
    persist(() -> appendWrongBytes(key));
    persist(() -> appendTo(key, 8_000, Mode.CHECKED));
    persist(() -> appendTo(key, SIZE, Mode.PLAIN));
    WrittenBlob blob = persist(() -> store.complete(key));
    tell("blob " + blob.sha256());
  }

  /** In two writes, the first of which is flushed when that is allowed. */
  private Void appendTo(UploadKey key, int end, Mode mode) throws IOException {
    try (UploadAppender appender = store.append(key, mode, () -> {})) {
      int middle = ((int) appender.offset() + end) / 2;
      write(appender, middle);
      if (mode == Mode.PLAIN) {
        tell("offset " + appender.flush());
      }
      write(appender, end);
      if (mode == Mode.CHECKED) {
        appender.keep();
      }
    }
    tell("offset " + store.offset(key).orElseThrow());
    return null;
  }

  private void write(UploadAppender appender, int end) throws IOException {
    int at = (int) appender.offset();
    appender.write(ByteBuffer.wrap(bytes, at, end - at));
  }

  private Void appendWrongBytes(UploadKey key) throws IOException {
    byte[] wrong = new byte[2_000];
    Arrays.fill(wrong, (byte) 0xee);
    try (UploadAppender appender = store.append(key, Mode.CHECKED, () -> {})) {
      appender.write(ByteBuffer.wrap(wrong));
    }
    return null;
  }

  private static void tell(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** The process itself. */
  public static void main(String[] arguments) throws IOException {
    DiskOptions options = new DiskOptions(true, Boolean.parseBoolean(arguments[1]), 0);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (DiskBlobStore blobs =
            persist(() -> DiskBlobStore.open(Path.of(arguments[0]), metrics, options));
        DiskUploadStore uploads = DiskUploadStore.beside(blobs, metrics)) {
      new UploadProcess(uploads).run();
    }
  }
}
