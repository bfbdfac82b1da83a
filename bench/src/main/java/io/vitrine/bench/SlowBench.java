package io.vitrine.bench;

import io.vitrine.bench.SlowPeers.Sending;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Thousands of uploads at once that hardly move, and what other callers feel of them: a third are
 * plain uploads at 100 bytes a second, a third tus uploads at the same pace, the rest stand still,
 * half of them before their first byte.
 */
final class SlowBench implements Benchmark {
  private static final int PEERS =
      Integer.parseInt(System.getenv().getOrDefault("VITRINE_BENCH_SLOW", "5000"));
  private static final Duration TIME =
      Duration.ofSeconds(
          Integer.parseInt(System.getenv().getOrDefault("VITRINE_BENCH_SLOW_SECONDS", "15")));

  /** Of a body that is never sent to its end. */
  private static final long LENGTH = 1_000_000;

  /** Sockets and part files of the server, sockets of ours, and what else is open. */
  private static final int FILES_PER_PEER = 3;

  private static final int CALLS_PER_SECOND = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration SETTLING = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public String description() {
    return PEERS + " slow and idle uploads at once: the API's p99, memory at -Xmx512m";
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    int peers = Math.min(PEERS, (int) (Limits.openFiles() / FILES_PER_PEER));
    report.say("ulimit -n is %d: %d slow uploads", Limits.openFiles(), peers);
    try (Workspace workspace = new Workspace();
        Vitrine vitrine = Vitrine.asShipped(workspace.folder("data"), "-Xmx512m");
        HttpClient http =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
      Calls calls = calls(vitrine);
      calls.measure(http, WARM_UP);
      vitrine.usage().resetPeak();
      Felt before = calls.measure(http, TIME);
      report.say("idle server: reads %s", before.reads());
      report.say("            writes %s", before.writes());
      report.say("making %d uploads...", peers);
      List<Sending> sendings = sendings(vitrine, http, peers);
      Felt during;
      double cpu;
      try (SlowPeers slow = SlowPeers.start(address(vitrine), sendings)) {
        // Thousands that come within a second are another subject than thousands that are there.
        calls.measure(http, SETTLING);
        double cpuBefore = vitrine.usage().cpuSeconds();
        during = calls.measure(http, TIME);
        cpu = (vitrine.usage().cpuSeconds() - cpuBefore) / (2.0 * TIME.toSeconds());
        slow.check();
        if (!slow.ended().isEmpty()) {
          throw new IOException("uploads ended that had bytes to send: " + slow.ended());
        }
      }
      report.say("slow uploads: reads %s", during.reads());
      report.say("             writes %s", during.writes());
      tell(report, "reads", before.reads(), during.reads());
      tell(report, "durable writes", before.writes(), during.writes());
      report.figure("CPU of the server under slow uploads", cpu, "cores", "");
      report.figure(
          "peak memory at -Xmx512m", vitrine.usage().peakBytes() / 1048576.0, "MiB RSS", "");
    }
  }

  private static void tell(Report report, String what, Latencies before, Latencies during) {
    double idle = before.percentile(0.99);
    double slow = during.percentile(0.99);
    report.figure("API p99, " + what + ", idle server", idle, "ms", "");
    report.figure("API p99, " + what + ", slow uploads", slow, "ms", "");
    report.figure("API p99, " + what + ", slow against idle", slow / idle, "times", "< 2");
  }

  /** What callers felt. */
  private record Felt(Latencies reads, Latencies writes) {}

  /** What is called, by whether it changes something. */
  private record Calls(List<Latencies.Call> reads, List<Latencies.Call> writes) {

    /** Calls in turns, first the one kind and then the other, each for this time. */
    Felt measure(HttpClient http, Duration time) throws IOException, InterruptedException {
      return new Felt(
          Latencies.measure(http, reads, CALLS_PER_SECOND, time),
          Latencies.measure(http, writes, CALLS_PER_SECOND, time));
    }
  }

  private static Calls calls(Vitrine vitrine) throws IOException, InterruptedException {
    String api = vitrine.address() + "/site-media/v1";
    String folder =
        vitrine.call("/folders", Map.of("displayName", "a folder")).at("/folder/id").stringValue();
    return new Calls(
        List.of(
            call("GET", api + "/folders/" + folder, ""),
            call("GET", api + "/files", ""),
            call("POST", api + "/files/search", "{\"search\":\"sea\"}")),
        List.of(
            call("POST", api + "/folders", "{\"displayName\":\"another\"}"),
            call("POST", api + "/files/generate-upload-url", "{\"mimeType\":\"text/plain\"}")));
  }

  private static Latencies.Call call(String method, String url, String json) {
    return new Latencies.Call(method, url, Vitrine.KEY, json);
  }

  private static List<Sending> sendings(Vitrine vitrine, HttpClient http, int peers)
      throws IOException, InterruptedException {
    List<Sending> all = new ArrayList<>();
    for (int peer = 0; peer < peers; peer++) {
      all.add(
          switch (peer % 6) {
            case 0, 1 -> put(vitrine, "slow PUT", true);
            case 2, 3 -> patch(vitrine, http, true);
            case 4 -> put(vitrine, "PUT without a byte", false);
            default -> Sending.nothing();
          });
    }
    return all;
  }

  private static Sending put(Vitrine vitrine, String what, boolean moves)
      throws IOException, InterruptedException {
    URI url = URI.create(vitrine.uploadUrl("text/plain", "slow.txt"));
    return Sending.upload(what, "PUT", url, LENGTH, List.of("Content-Type: text/plain"), moves);
  }

  private static Sending patch(Vitrine vitrine, HttpClient http, boolean moves)
      throws IOException, InterruptedException {
    TusLoad.Target target = vitrine.tusTarget("text/plain", "slow.txt");
    URI endpoint = URI.create(target.endpoint() + "/" + target.token());
    HttpResponse<Void> created =
        http.send(
            HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(10))
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", Long.toString(LENGTH))
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.discarding());
    URI upload =
        endpoint.resolve(
            created
                .headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("tus creation: " + created.statusCode())));
    return Sending.upload(
        "slow PATCH",
        "PATCH",
        upload,
        LENGTH,
        List.of(
            "Tus-Resumable: 1.0.0",
            "Upload-Offset: 0",
            "Content-Type: application/offset+octet-stream"),
        moves);
  }

  private static InetSocketAddress address(Vitrine vitrine) {
    URI uri = URI.create(vitrine.address());
    return new InetSocketAddress(uri.getHost(), uri.getPort());
  }
}
