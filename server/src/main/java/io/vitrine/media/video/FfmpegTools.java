package io.vitrine.media.video;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.Program;
import io.vitrine.media.ProgramException;
import io.vitrine.media.ProgramException.Reason;
import io.vitrine.media.SourceFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs ffmpeg and ffprobe, and how they are called on the bytes of strangers: without a
 * network, nothing but files, each read as the format that we told it to be (contract: security.md
 * 13, processing.md section 6). Safe for use by many threads.
 */
public final class FfmpegTools {
  /** One frame of 8K with 16 bits a channel, and then some. */
  private static final String LARGEST_ALLOCATION = Long.toString(512L << 20);

  private static final List<String> QUIET =
      List.of("-hide_banner", "-v", "error", "-max_alloc", LARGEST_ALLOCATION);

  private static final Pattern VERSION = Pattern.compile("^ffmpeg version (\\S+)");

  /** A line of {@code -encoders} or {@code -filters}: flags, then the name. */
  private static final Pattern LISTED = Pattern.compile("^ ([A-Z.]{3}|[A-Z.]{6}) ([a-z0-9_]+) .*");

  /** What ffmpeg says when the machine, not the file, is at fault. */
  private static final Pattern OUR_FAULT =
      Pattern.compile("No space left on device|Resource temporarily");

  /**
   * What it says when it gets no more memory. That is bounded for each file, far below what a
   * machine has: so the file asked for too much, and would again.
   */
  private static final Pattern TOO_MUCH_MEMORY = Pattern.compile("Cannot allocate memory");

  private static final int MOST_OUTPUT = 4 << 20;

  private final Program ffmpeg;
  private final Program ffprobe;
  private final FfmpegLimits limits;
  private FfmpegAbilities abilities;

  /**
   * For two programs, with the limits that suit this machine.
   *
   * @param ffmpeg path
   * @param ffprobe path
   */
  public FfmpegTools(Path ffmpeg, Path ffprobe) {
    this(ffmpeg, ffprobe, FfmpegLimits.forThisMachine());
  }

  FfmpegTools(Path ffmpeg, Path ffprobe, FfmpegLimits limits) {
    this.ffmpeg = new Program(ffmpeg.toAbsolutePath());
    this.ffprobe = new Program(ffprobe.toAbsolutePath());
    this.limits = limits;
  }

  /**
   * The programs at hand; empty when one of them is missing.
   *
   * @param ffmpeg a path of the operator's; empty to look for it
   * @param ffprobe a path of the operator's; empty to look beside ffmpeg, then everywhere
   */
  public static Optional<FfmpegTools> find(Optional<Path> ffmpeg, Optional<Path> ffprobe) {
    Optional<Path> first = ffmpeg.filter(Files::isExecutable).or(() -> named("ffmpeg", ffmpeg));
    Optional<Path> beside = ffmpeg.map(path -> path.toAbsolutePath().resolveSibling("ffprobe"));
    Optional<Path> second =
        ffprobe
            .or(() -> beside.filter(Files::isExecutable))
            .filter(Files::isExecutable)
            .or(() -> named("ffprobe", ffprobe));
    return first.flatMap(made -> second.map(probe -> new FfmpegTools(made, probe)));
  }

  /** Whoever names a path wants that one and no other. */
  private static Optional<Path> named(String name, Optional<Path> wanted) {
    if (wanted.isPresent()) {
      return Optional.empty();
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator, -1)).filter(folder -> !folder.isEmpty()),
            Stream.of("/usr/bin", "/usr/local/bin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * What they can do. Asked once.
   *
   * @param folder where the program may run; nothing stays there
   * @throws IOException when the program does not start or does not answer
   */
  public synchronized FfmpegAbilities abilities(Path folder)
      throws IOException, InterruptedException {
    if (abilities == null) {
      abilities =
          new FfmpegAbilities(
              version(ask(folder, "-version")),
              names(ask(folder, "-hide_banner", "-encoders")),
              names(ask(folder, "-hide_banner", "-filters")));
    }
    return abilities;
  }

  private List<String> ask(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    try {
      ffmpeg.run(List.of(arguments), folder, limits.ofProbe(), lines::add);
    } catch (ProgramException failure) {
      throw new IOException(ffmpeg.executable() + " does not answer", failure);
    }
    return List.copyOf(lines);
  }

  private static String version(List<String> lines) throws IOException {
    Matcher version = VERSION.matcher(lines.isEmpty() ? "" : lines.getFirst());
    if (!version.find()) {
      throw new IOException("the program does not say that it is ffmpeg");
    }
    return version.group(1);
  }

  private static Set<String> names(List<String> lines) {
    Set<String> names = new HashSet<>();
    for (String line : lines) {
      Matcher listed = LISTED.matcher(line);
      if (listed.matches()) {
        names.add(listed.group(2));
      }
    }
    return names;
  }

  /** Threads that each filter and encoder shall have. */
  public int threads() {
    return limits.threads();
  }

  /** Bytes of memory that one ffmpeg may hold. */
  long memory() {
    return limits.memory();
  }

  /**
   * The arguments with which ffmpeg opens an original, {@code -i} and its name included. What
   * applies to the input, such as {@code -ss}, goes in front of them.
   *
   * @throws ProcessingException {@code UNSUPPORTED_FILE_FORMAT} when nobody reads this type
   */
  public List<String> input(SourceFile source) throws ProcessingException, IOException {
    return Stream.of(
            // One more, because the one that hands out frames waits for the oldest of them.
            List.of("-threads", Integer.toString(threads() + 1)),
            Demuxer.of(source).open(source.path()))
        .flatMap(List::stream)
        .toList();
  }

  /** The arguments with which ffmpeg opens an MP4 file that we made. */
  List<String> inputOfOurs(Path file) {
    return Demuxer.MOV.open(file);
  }

  /**
   * Has ffmpeg work.
   *
   * @param arguments from the input to the outputs; files by absolute paths behind {@code file:},
   *     each output with its {@code -f}
   * @param folder where it runs
   * @param output hears each line of standard output
   * @throws ProcessingException when the file is at fault, or takes too much time
   * @throws IOException when the program or the machine is at fault
   * @throws InterruptedException when it must stop; the program was ended
   */
  public void ffmpeg(List<String> arguments, Path folder, Consumer<String> output)
      throws ProcessingException, IOException, InterruptedException {
    List<String> all = working(arguments);
    run(() -> ffmpeg.run(all, folder, limits.ofWork(), output));
  }

  /**
   * Has ffmpeg work as {@link #ffmpeg} does, where one of the outputs is {@code pipe:1}.
   *
   * @param output reads what is written to it
   * @throws IOException also what the reader threw
   */
  public void pipe(List<String> arguments, Path folder, Program.OutputReader output)
      throws ProcessingException, IOException, InterruptedException {
    List<String> all = working(arguments);
    run(() -> ffmpeg.run(all, folder, limits.ofWork(), output, _ -> {}));
  }

  private List<String> working(List<String> arguments) {
    List<String> all = new ArrayList<>(QUIET);
    all.addAll(List.of("-nostdin", "-y", "-filter_complex_threads", Integer.toString(threads())));
    all.addAll(arguments);
    return all;
  }

  /**
   * What ffprobe prints about an original.
   *
   * @param arguments what is asked, and in which form
   * @throws ProcessingException when it cannot be read
   * @throws IOException when the program or the machine is at fault
   */
  String ffprobe(List<String> arguments, SourceFile source, Path folder)
      throws ProcessingException, IOException, InterruptedException {
    List<String> all = new ArrayList<>(QUIET);
    all.addAll(arguments);
    all.addAll(Demuxer.of(source).open(source.path()));
    StringBuilder text = new StringBuilder();
    run(() -> ffprobe.run(all, folder, limits.ofProbe(), line -> append(text, line)));
    return text.toString();
  }

  private static void append(StringBuilder text, String line) {
    if (text.length() < MOST_OUTPUT) {
      text.append(line).append('\n');
    }
  }

  private interface Run {
    void run() throws ProgramException, IOException, InterruptedException;
  }

  private static void run(Run program)
      throws ProcessingException, IOException, InterruptedException {
    try {
      program.run();
    } catch (ProgramException failure) {
      String excuse = failure.reason() == Reason.FAILED ? failure.said() : "";
      if (OUR_FAULT.matcher(excuse).find()) {
        throw new IOException(failure.getMessage(), failure);
      }
      if (TOO_MUCH_MEMORY.matcher(excuse).find()) {
        throw failure.tooMuchMemory();
      }
      throw failure.asVerdict(Code.FILE_CORRUPT, "the film or sound cannot be read");
    }
  }
}
