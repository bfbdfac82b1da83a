package io.vitrine.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long calls of the API take, one after another at a steady pace. */
final class Latencies {
  private final double[] milliseconds;

  private Latencies(double[] sorted) {
    this.milliseconds = sorted;
  }

  /** A call that is measured. */
  record Call(String method, String url, String key, String json) {

    private HttpRequest request() {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(Duration.ofSeconds(30))
              .header("Authorization", key);
      return json.isEmpty()
          ? request.method(method, BodyPublishers.noBody()).build()
          : request
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(json))
              .build();
    }
  }

  /**
   * Sends the calls in turns, each at its time whether or not the one before was fast, so that a
   * stall of the server counts for all calls that it delays.
   *
   * @param perSecond calls a second
   */
  static Latencies measure(HttpClient http, List<Call> calls, int perSecond, Duration time)
      throws IOException, InterruptedException {
    long count = time.toSeconds() * perSecond;
    List<Double> taken = new ArrayList<>();
    long begin = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long due = begin + i * 1_000_000_000L / perSecond;
      long wait = due - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait));
      }
      // A call that is late because the one before was slow is counted from when it was due; one
      // that is late because this thread slept too long is not the server's fault.
      long from = wait > 0 ? System.nanoTime() : due;
      HttpRequest request = calls.get((int) (i % calls.size())).request();
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(request.uri() + " was answered " + answer.statusCode());
      }
      taken.add((System.nanoTime() - from) / 1e6);
    }
    return new Latencies(taken.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  /** The time within which this share of the calls was answered. */
  double percentile(double share) {
    int index = (int) Math.ceil(share * milliseconds.length) - 1;
    return milliseconds[Math.clamp(index, 0, milliseconds.length - 1)];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %.2f ms, p99 %.2f ms, most %.2f ms, %d calls",
        percentile(0.5),
        percentile(0.99),
        percentile(1),
        milliseconds.length);
  }
}
