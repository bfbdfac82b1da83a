package io.vitrine.bench;

import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.SourceFile;
import io.vitrine.media.cmaf.CmafRungs;
import io.vitrine.media.video.FfmpegTools;
import io.vitrine.media.video.FirstRenditionStep;
import io.vitrine.media.video.RenditionsStep;
import io.vitrine.media.video.RungSink;
import io.vitrine.media.video.StreamableRungs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A film of 1080p at 30 frames a second made into all its rungs, sound and posters by the steps of
 * the server, beside one ffmpeg command written by hand that makes the same.
 */
final class VideoBench implements Benchmark {
  private static final int SECONDS =
      Integer.parseInt(
          Optional.ofNullable(System.getenv("VITRINE_BENCH_VIDEO_SECONDS")).orElse("60"));

  private static final String RATIO = "<= 1.10";

  /** What one side took. */
  private record Taken(double wall, double cpu) {}

  @Override
  public String name() {
    return "video";
  }

  @Override
  public String description() {
    return SECONDS + " s of 1080p30 to six rungs, sound and posters; beside one ffmpeg command";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    Path ffmpeg = Path.of(Programs.require("ffmpeg", "ffmpeg"));
    Path ffprobe = Path.of(Programs.require("ffprobe", "ffmpeg"));
    try (Workspace workspace = new Workspace()) {
      Path film = film(ffmpeg, workspace.folder("film"));
      SourceFile source =
          new SourceFile(
              film, MediaType.VIDEO, "video/mp4", false, Files.size(film), Optional.empty());
      FfmpegTools tools = new FfmpegTools(ffmpeg, ffprobe);
      RungSink rungs = new StreamableRungs();
      BenchWork work = new BenchWork(source, workspace.folder("work"), workspace.folder("made"));
      Workspace.flushSystem();
      Taken first = taken(() -> step(new FirstRenditionStep(tools, rungs), work));
      Taken others = taken(() -> step(new RenditionsStep(tools, rungs), work));
      Path peer = workspace.folder("peer");
      Workspace.flushSystem();
      Taken command = taken(() -> Programs.run(ByHand.command(ffmpeg, film, peer)));
      checkSame(ffprobe, work, peer);
      tell(report, first, others, command);
    }
  }

  private static void tell(Report report, Taken first, Taken others, Taken command) {
    double wall = first.wall() + others.wall();
    double cpu = first.cpu() + others.cpu();
    report.figure("until it plays: 360p, sound, posters", first.wall(), "s", "");
    report.figure("all rungs, wall", wall, "s", "");
    report.figure("all rungs, CPU", cpu, "s", "");
    report.figure("one ffmpeg command, wall", command.wall(), "s", "");
    report.figure("one ffmpeg command, CPU", command.cpu(), "s", "");
    report.figure("wall, ratio", wall / command.wall(), "", RATIO);
    report.figure("CPU, ratio", cpu / command.cpu(), "", RATIO);
    report.figure("until it plays, share of the film's length", first.wall() / SECONDS, "", "");
  }

  /** Moving stripes, and noise because no camera is without. */
  private static Path film(Path ffmpeg, Path folder) throws IOException, InterruptedException {
    Path film = folder.resolve("film.mp4");
    Programs.run(
        List.of(
            ffmpeg.toString(),
            "-nostdin",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=1920x1080:r=30:d=" + SECONDS + ",noise=alls=8:allf=t",
            "-f",
            "lavfi",
            "-i",
            "sine=r=48000:d=" + SECONDS,
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-crf",
            "23",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            "-movflags",
            "+faststart",
            film.toString()));
    return film;
  }

  private static void step(ProcessingStep step, BenchWork work)
      throws IOException, InterruptedException {
    try {
      step.run(work);
    } catch (ProcessingException failure) {
      throw new IOException(step.name() + " failed", failure);
    }
  }

  /** Both sides must have made the same frames, or the comparison is worth nothing. */
  private static void checkSame(Path ffprobe, BenchWork work, Path peer)
      throws IOException, InterruptedException {
    for (String rung : ByHand.RUNGS) {
      String ours = frames(ffprobe, work.made(CmafRungs.mediaKey(rung + "p")));
      String theirs = frames(ffprobe, peer.resolve(rung + "p.mp4"));
      if (!ours.equals(theirs)) {
        throw new IOException(
            "rung %sp: %s frames, but the command made %s".formatted(rung, ours, theirs));
      }
    }
  }

  private static String frames(Path ffprobe, Path film) throws IOException, InterruptedException {
    return Programs.run(
            List.of(
                ffprobe.toString(),
                "-v",
                "error",
                "-count_packets",
                "-show_entries",
                "stream=width,height,nb_read_packets",
                "-of",
                "csv=p=0",
                film.toString()))
        .strip();
  }

  private static Taken taken(Work work) throws IOException, InterruptedException {
    double cpu = cpuOfEndedChildren();
    long start = System.nanoTime();
    work.run();
    double wall = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    return new Taken(wall, cpuOfEndedChildren() - cpu);
  }

  /** Fields {@code cutime} and {@code cstime} of proc(5), in ticks of 10 ms. */
  private static double cpuOfEndedChildren() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
  }

  /** What is measured. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** The command that somebody would write who knows ffmpeg and has only this film. */
  private static final class ByHand {
    private static final List<String> RUNGS = List.of("1080", "720", "480", "360", "240", "144");
    private static final List<String> SIZES =
        List.of("1920:1080", "1280:720", "854:480", "640:360", "426:240", "256:144");
    private static final List<String> RATES = List.of("5000", "2800", "1400", "800", "400", "200");

    private ByHand() {}

    static List<String> command(Path ffmpeg, Path film, Path folder) {
      List<String> words = new ArrayList<>(List.of(ffmpeg.toString(), "-nostdin", "-v", "error"));
      words.addAll(List.of("-i", film.toString(), "-filter_complex", filters()));
      for (int i = 0; i < RUNGS.size(); i++) {
        int rate = Integer.parseInt(RATES.get(i));
        words.addAll(List.of("-map", "[v%d]".formatted(i)));
        words.addAll(
            List.of(
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-profile:v",
                "high",
                "-crf",
                "22",
                "-maxrate",
                rate + "k",
                "-bufsize",
                2 * rate + "k",
                "-force_key_frames",
                "expr:gte(t,n_forced*2)",
                "-g",
                "9999",
                "-sc_threshold",
                "0",
                "-movflags",
                "+frag_keyframe+empty_moov+default_base_moof",
                "-f",
                "mp4",
                folder.resolve(RUNGS.get(i) + "p.mp4").toString()));
      }
      words.addAll(
          List.of(
              "-map",
              "0:a",
              "-c:a",
              "aac",
              "-b:a",
              "128k",
              "-ac",
              "2",
              "-ar",
              "48000",
              "-movflags",
              "+empty_moov+default_base_moof",
              "-frag_duration",
              "2000000",
              "-f",
              "mp4",
              folder.resolve("sound.mp4").toString()));
      for (int i = 0; i < 4; i++) {
        words.addAll(
            List.of(
                "-map",
                "[p%d]".formatted(i),
                "-frames:v",
                "1",
                "-q:v",
                "3",
                "-f",
                "mjpeg",
                folder.resolve("poster.%d.jpg".formatted(i)).toString()));
      }
      return words;
    }

    private static String filters() {
      StringBuilder text = new StringBuilder("[0:v]split=10");
      for (int i = 0; i < RUNGS.size(); i++) {
        text.append("[s%d]".formatted(i));
      }
      text.append("[q0][q1][q2][q3]");
      for (int i = 0; i < RUNGS.size(); i++) {
        text.append(";[s%d]scale=%s,format=yuv420p[v%d]".formatted(i, SIZES.get(i), i));
      }
      for (int i = 0; i < 4; i++) {
        int at = SECONDS * (1 + 2 * i) / 10;
        text.append(";[q%d]select='gte(t,%d)*isnan(prev_selected_t)'[p%d]".formatted(i, at, i));
      }
      return text.toString();
    }
  }
}
