package io.vitrine.bench;

import io.vitrine.bench.Sample.Done;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load by {@code wrk} for many requests, by {@code curl} for a few large ones; both bounded. */
final class Loads {
  private static final Pattern WRK_SUM = Pattern.compile("(\\d+) requests in ([\\d.]+)(ms|s|m),");
  private static final Pattern WRK_BAD =
      Pattern.compile("(Non-2xx or 3xx responses: \\d+|Socket errors: .*)");
  private static final String CURL_FORMAT =
      "%{http_code} %{size_download} %{size_upload} %{time_total}";
  private static final int TRANSFER_LIMIT_SECONDS = 300;

  private final String wrk;
  private final String curl;

  private Loads(String wrk, String curl) {
    this.wrk = wrk;
    this.curl = curl;
  }

  /** Finds both programs. */
  static Loads find() throws IOException, InterruptedException {
    return new Loads(Programs.require("wrk", "wrk"), Programs.require("curl", "curl"));
  }

  /**
   * As many requests as the server can take; the units are requests.
   *
   * @param script makes each request; empty for GET of the URL
   * @throws IOException when an answer was no success
   */
  Done requests(String url, int connections, int seconds, Optional<Path> script)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(wrk, "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "30s"));
    script.ifPresent(file -> command.addAll(List.of("-s", file.toString())));
    command.add(url);
    String output = Programs.run(command);
    Matcher bad = WRK_BAD.matcher(output);
    if (bad.find()) {
      throw new IOException(url + ": " + bad.group());
    }
    Matcher sum = WRK_SUM.matcher(output);
    if (!sum.find()) {
      throw new IOException("wrk said: " + output);
    }
    return new Done(Long.parseLong(sum.group(1)), seconds(sum.group(2), sum.group(3)));
  }

  /** One download after another; the units are gigabytes. */
  Done downloads(String url, int count) throws IOException, InterruptedException {
    Done total = new Done(0, 0);
    for (int number = 0; number < count; number++) {
      String[] told = transfer(List.of(curl, "-sS", "-o", "/dev/null", "-w", CURL_FORMAT, url));
      total = plus(total, told[1], told[3]);
    }
    return total;
  }

  /** Downloads into a file. */
  void keep(String url, Path file) throws IOException, InterruptedException {
    transfer(List.of(curl, "-sS", "-o", file.toString(), "-w", CURL_FORMAT, url));
  }

  /** One upload by PUT; the units are gigabytes. */
  Done upload(Path file, String contentType, String url) throws IOException, InterruptedException {
    String[] told =
        transfer(
            List.of(
                curl,
                "-sS",
                "-o",
                "/dev/null",
                "-w",
                CURL_FORMAT,
                "-H",
                "Content-Type: " + contentType,
                "-T",
                file.toString(),
                url));
    return plus(new Done(0, 0), told[2], told[3]);
  }

  private static String[] transfer(List<String> command) throws IOException, InterruptedException {
    List<String> bounded = new ArrayList<>(command);
    bounded.addAll(1, List.of("--max-time", Integer.toString(TRANSFER_LIMIT_SECONDS)));
    String[] told = Programs.run(bounded).split(" ", -1);
    if (!told[0].startsWith("2")) {
      throw new IOException(command.getLast() + " was answered " + told[0]);
    }
    return told;
  }

  private static Done plus(Done total, String bytes, String seconds) {
    return new Done(
        total.units() + Long.parseLong(bytes) / 1e9, total.seconds() + Double.parseDouble(seconds));
  }

  private static double seconds(String number, String unit) {
    double factor =
        switch (unit) {
          case "ms" -> 1e-3;
          case "m" -> 60;
          default -> 1;
        };
    return Double.parseDouble(number) * factor;
  }
}
