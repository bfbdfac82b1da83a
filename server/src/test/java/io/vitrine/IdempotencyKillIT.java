package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a kill between a change and its answer leaves: both or neither. */
class IdempotencyKillIT {
  private static final String KEY = "key-of-the-kill-test";
  private static final int FOLDERS = 60;
  private static final int ROUNDS = 3;

  @TempDir private Path data;

  /** The answers that arrived, by the number of the call. */
  private final Map<Integer, String> told = new ConcurrentHashMap<>();

  @Test
  void callsThatAreSentAgainAfterAKillMakeEachFolderOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      createAllAndKillAfter(5 + round * 15);
    }
    try (VitrineProcess server = serve();
        TestClient client = server.client(KEY)) {
      for (int number = 0; number < FOLDERS; number++) {
        Answer answer = create(client, number);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(told.getOrDefault(number, answer.text()));
      }
      List<JsonNode> folders =
          client.ask("/folders?paging.limit=100").path("folders").valueStream().toList();
      assertThat(folders).hasSize(FOLDERS);
      Set<String> names = new HashSet<>();
      folders.forEach(folder -> names.add(folder.path("displayName").stringValue()));
      assertThat(names).hasSize(FOLDERS);
    }
  }

  private void createAllAndKillAfter(int answers) throws Exception {
    CountDownLatch some = new CountDownLatch(answers);
    try (VitrineProcess server = serve();
        TestClient client = server.client(KEY);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < FOLDERS; i++) {
        int number = i;
        calls.add(clients.submit(() -> createOrBeCutOff(client, number, some)));
      }
      assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
      server.kill();
      for (Future<?> call : calls) {
        call.get();
      }
    }
  }

  private void createOrBeCutOff(TestClient client, int number, CountDownLatch some) {
    try {
      Answer answer = create(client, number);
      assertThat(answer.status()).isEqualTo(200);
      String earlier = told.putIfAbsent(number, answer.text());
      assertThat(answer.text()).isEqualTo(earlier == null ? answer.text() : earlier);
      some.countDown();
    } catch (UncheckedIOException cutOff) {
      // Nothing but the kill may cut a call off; it is sent again in the next round.
      assertThat(some.getCount()).isZero();
    }
  }

  private static Answer create(TestClient client, int number) {
    return client.send(
        client
            .request("/site-media/v1/folders")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "folder-" + number)
            .POST(BodyPublishers.ofString("{\"displayName\":\"folder " + number + "\"}")));
  }

  private VitrineProcess serve() {
    return VitrineProcess.serve(data, "128m", "--admin-key", KEY);
  }
}
