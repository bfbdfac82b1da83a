package io.vitrine.blob.disk;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process of its own that is in the middle of a blob until it is killed or its input ends. */
final class UnfinishedBlobProcess {
  private final Process process;

  private UnfinishedBlobProcess(Process process) {
    this.process = process;
  }

  /** Returns when the process has written half a blob. */
  static UnfinishedBlobProcess start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                UnfinishedBlobProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    // What is logged comes on the same stream.
    if (output.lines().noneMatch("writing"::equals)) {
      throw new IOException("the process ended before it wrote");
    }
    return new UnfinishedBlobProcess(process);
  }

  /** Ends it as SIGKILL does; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The process itself. */
  public static void main(String[] arguments) throws IOException {
    DiskBlobStore store =
        DiskBlobStore.open(
            Path.of(arguments[0]), new SimpleMeterRegistry(), new DiskOptions(true, true, 0));
    try (BlobWriter writer = store.create()) {
      writer.write(ByteBuffer.allocate(100_000));
      System.out.println("writing");
      while (System.in.read() != -1) {
        writer.write(ByteBuffer.allocate(1));
      }
    }
  }
}
