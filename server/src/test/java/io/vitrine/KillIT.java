package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.TestClient.Answer;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.disk.DiskBlobStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is left of a server that is killed at its work (design decision 3). */
class KillIT {
  private static final String KEY = "key-of-the-kill-test";
  private static final int ROUNDS = 2;
  private static final int UPLOADS = 50;
  private static final int SIZE = 300_000;

  @TempDir private Path data;

  /** The expected SHA-256 of every file, by its name. */
  private final Map<String, String> hashes = new HashMap<>();

  /** The names of the files that clients were told to be stored. */
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  @Test
  void everyAnsweredUploadOutlivesAKillAndNoOtherIsThereInPart() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> paths = uploadAndKill(round);
      try (VitrineProcess server = serve();
          TestClient client = server.client(KEY)) {
        assertThat(visible(client)).containsAll(answered);
        finish(client, paths);
        assertThat(visible(client)).isEqualTo(hashes.keySet());
        server.terminate();
        assertThat(server.exitStatus()).isZero();
      }
    }
    leaveAnOrphan();

    VitrineProcess.Result found = check();
    VitrineProcess.Result repaired = check("--repair", "--min-age", "0s");

    assertThat(found.exitStatus()).as(found.output()).isZero();
    assertThat(found.output()).contains(" 0 missing, 0 damaged;").contains("orphan: blob");
    assertThat(repaired.exitStatus()).as(repaired.output()).isZero();
    assertThat(repaired.output()).contains(hashes.size() + " blobs checked");
    assertThat(TestServer.storedBlobs(data)).isEqualTo(hashes.size());
  }

  /** Gives the path of each upload URL by the name of its file. */
  private Map<String, String> uploadAndKill(int round) throws InterruptedException {
    Map<String, String> paths = new HashMap<>();
    CountDownLatch some = new CountDownLatch(5 + round * 20);
    try (VitrineProcess server = serve();
        TestClient client = server.client(KEY);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < UPLOADS; i++) {
        String name = "r" + round + "-" + i + ".pdf";
        hashes.put(name, Samples.sha256(bytes(name)));
        String url = client.uploadUrl(Map.of("mimeType", "application/pdf", "fileName", name));
        paths.put(name, url.substring(client.address().length()));
      }
      paths.forEach(
          (name, path) ->
              clients.execute(
                  () -> {
                    if (send(client, name, path).status() == 200) {
                      answered.add(name);
                      some.countDown();
                    }
                  }));
      assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
      server.kill();
    }
    return paths;
  }

  /** Sends again what was not answered; a file that is whole already is not stored twice. */
  private void finish(TestClient client, Map<String, String> paths) {
    paths.forEach(
        (name, path) -> {
          int status = send(client, name, path).status();
          if (answered.contains(name)) {
            assertThat(status).isEqualTo(409);
          } else {
            assertThat(status).isIn(200, 409);
            answered.add(name);
          }
        });
  }

  /** The names of all files, each of which must be whole. */
  private Set<String> visible(TestClient client) {
    Set<String> names = new HashSet<>();
    JsonNode page = client.ask("/files?paging.limit=100");
    addWhole(client, page, names);
    while (page.at("/nextCursor/hasNext").booleanValue()) {
      page =
          client.ask("/files?paging.cursor=" + page.at("/nextCursor/cursors/next").stringValue());
      addWhole(client, page, names);
    }
    return names;
  }

  private void addWhole(TestClient client, JsonNode page, Set<String> names) {
    for (JsonNode file : page.path("files")) {
      String name = file.path("displayName").stringValue();
      assertThat(names.add(name)).as(name + " is there once").isTrue();
      assertThat(file.path("hash").stringValue()).isEqualTo(hashes.get(name));
      Answer answer = client.fetch(file.path("url").stringValue());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(Samples.sha256(answer.body())).as(name).isEqualTo(hashes.get(name));
    }
  }

  private static Answer send(TestClient client, String name, String path) {
    try {
      return client.send(
          client
              .plain(client.address() + path)
              .header("Content-Type", "application/pdf")
              .PUT(BodyPublishers.ofByteArray(bytes(name))));
    } catch (java.io.UncheckedIOException killed) {
      return new Answer(0, Map.of(), new byte[0]);
    }
  }

  /** What a crash between naming the bytes and writing the row leaves. */
  private void leaveAnOrphan() throws Exception {
    try (DiskBlobStore blobs =
            DiskBlobStore.open(data.resolve("blobs"), new SimpleMeterRegistry());
        BlobWriter writer = blobs.create()) {
      writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      writer.commit();
    }
  }

  private VitrineProcess.Result check(String... flags) {
    String[] arguments = new String[flags.length + 3];
    arguments[0] = "check";
    arguments[1] = "--data";
    arguments[2] = data.toString();
    System.arraycopy(flags, 0, arguments, 3, flags.length);
    return VitrineProcess.run(arguments);
  }

  private VitrineProcess serve() {
    return VitrineProcess.serve(data, "256m", "--admin-key", KEY);
  }

  private static byte[] bytes(String name) {
    byte[] bytes = Samples.pdf(SIZE);
    byte[] mark = Samples.text(name);
    System.arraycopy(mark, 0, bytes, SIZE - mark.length, mark.length);
    return bytes;
  }
}
