package io.vitrine.media.imaging;

import io.vitrine.media.Confinement;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a process for pictures is started: our own program with the same Java, without any of the
 * server's environment, and with limits that the system keeps.
 */
record ProcessCommand(ImagingSettings settings) {
  private static final Path SHELL = Path.of("/bin/sh");

  /**
   * Address space beside the budget of memory: code, heap and stacks of Java, the mapped libraries,
   * and what allocators reserve without using it. The budget itself is watched by resident size.
   */
  private static final long RESERVED = 1536L << 20;

  /** There are as many processes as cores: more threads only make a picture dearer. */
  private static final String THREADS = "1";

  /** Of computing, before the first picture. */
  private static final long START_SECONDS = 20;

  /** No picture that is made comes near; a wild one does not fill the disk. */
  private static final long LARGEST_FILE = 1L << 30;

  /**
   * Starts one.
   *
   * @param folder its own, for whatever it writes beside the picture
   */
  Process start(Path folder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(folder)).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("HOME", folder.toString());
    environment.put("TMPDIR", folder.toString());
    // Each arena reserves address space. When memory is given back is left to the allocator: told
    // to do so sooner, it made half as many pictures in the same time.
    environment.put("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  private List<String> command(Path folder) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      command.addAll(
          List.of(
              SHELL.toString(),
              "-c",
              Confinement.script(
                  settings.limits().memory() + RESERVED,
                  LARGEST_FILE,
                  START_SECONDS
                      + settings.limits().time().toSeconds() * settings.limits().pictures()),
              "vitrine-picture"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms8m",
            "-Xmx64m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=24m",
            "-XX:CompressedClassSpaceSize=32m",
            "-XX:MaxMetaspaceSize=64m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            // No report and no core of a crash: they would hold parts of the picture.
            "-XX:+SuppressFatalErrorMessage",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Djava.io.tmpdir=" + folder,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            program().toString(),
            RenderProcess.class.getName(),
            THREADS));
    command.addAll(settings.candidates());
    return command;
  }

  private static Path program() {
    try {
      return Path.of(
          RenderProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("the program lies nowhere", impossible);
    }
  }
}
