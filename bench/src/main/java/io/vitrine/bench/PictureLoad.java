package io.vitrine.bench;

import io.vitrine.bench.Sample.Done;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that ask for each of many URLs once. A refusal for now is obeyed, and tried again. */
final class PictureLoad implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int NOT_NOW = 503;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger refusals = new AtomicInteger();

  /** Asks for all, so many at once; the units are pictures. */
  Done run(List<String> urls, int clients) throws IOException, InterruptedException {
    Queue<String> left = new ConcurrentLinkedQueue<>(urls);
    long begin = System.nanoTime();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> all =
          IntStream.range(0, clients)
              .mapToObj(_ -> executor.<Void>submit(() -> drain(left)))
              .toList();
      for (Future<Void> one : all) {
        one.get();
      }
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    }
    return new Done(urls.size(), (System.nanoTime() - begin) / 1e9);
  }

  private Void drain(Queue<String> left) throws IOException, InterruptedException {
    for (String url = left.poll(); url != null; url = left.poll()) {
      int status = get(url);
      while (status == NOT_NOW) {
        refusals.incrementAndGet();
        Thread.sleep(Duration.ofSeconds(1));
        status = get(url);
      }
      if (status != 200) {
        throw new IOException(url + " was answered " + status);
      }
    }
    return null;
  }

  private int get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build();
    HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
    return answer.statusCode();
  }

  /** How often a server has refused for now. */
  int refusals() {
    return refusals.get();
  }

  @Override
  public void close() {
    http.close();
  }
}
