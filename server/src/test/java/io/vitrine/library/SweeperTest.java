package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.blob.BlobKey;
import io.vitrine.catalog.Event;
import io.vitrine.catalog.EventType;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is no longer needed goes, whatever is damaged (contract: uploads.md section 2.3, E4). */
class SweeperTest extends ResumableFixture {

  @Test
  void bytesThatCannotBeRemovedKeepNoOthers() throws Exception {
    List<BlobKey> keys = List.of(released(1), released(2), released(3));
    String damaged = catalog.blobs().released(10).getFirst();
    makeUnremovable(damaged);
    ResumableUpload expired = intake.create(part("10.0.0.1", 1));
    pass(Duration.ofDays(1));

    List<BlobKey> forgotten = new ArrayList<>();
    try (Sweeper sweeper =
        new Sweeper(
            catalog,
            blobs,
            store,
            forgotten::add,
            UnheardEvents.log(() -> now),
            config(MOST_OPEN),
            () -> now)) {
      sweeper.sweep();
    }

    assertThat(catalog.blobs().released(10)).containsExactly(damaged);
    assertThat(forgotten).containsAll(keys);
    for (BlobKey key : keys) {
      assertThat(file(key.value()).toFile().exists()).isEqualTo(key.value().equals(damaged));
    }
    assertThat(state(expired)).contains(State.REMOVED);
  }

  @Test
  void whatLeavesTheTrashBinIsToldAndOldEventsAreForgotten() throws Exception {
    String token = reserved(1);
    append(intake.create(whole(token, Optional.of(1L))), 1);
    FileDescriptor file = finish(store, () -> now).finish(token, Optional.empty());
    catalog.write(transaction -> transaction.files().trash(SITE, List.of(file.id()), now));
    pass(Duration.ofDays(31));

    try (Sweeper sweeper = sweeper()) {
      sweeper.sweep();
      List<Event> events = catalog.events().after(SITE, 0, Set.of(), 10);
      assertThat(events).extracting(Event::type).containsExactly(EventType.FILE_DELETED);
      assertThat(events.getFirst().entityId()).isEqualTo(file.id());
      assertThat(events.getFirst().body()).contains("{\"movedToTrash\":false}");
      pass(Duration.ofDays(8));
      sweeper.sweep();
    }

    assertThat(catalog.events().after(SITE, 0, Set.of(), 10)).isEmpty();
    assertThat(catalog.events().lastSequence(SITE)).isEqualTo(2);
  }

  private Sweeper sweeper() {
    return new Sweeper(
        catalog,
        blobs,
        store,
        key -> {},
        UnheardEvents.log(() -> now),
        config(MOST_OPEN),
        () -> now);
  }

  /** The bytes of a file that was deleted. */
  private BlobKey released(int number) throws Exception {
    String token = reserved(number);
    append(intake.create(whole(token, Optional.of((long) number))), number);
    FileDescriptor file = finish(store, () -> now).finish(token, Optional.empty());
    catalog.write(
        transaction -> {
          transaction.files().delete(SITE, List.of(file.id()));
          return true;
        });
    return new BlobKey(file.blob().orElseThrow().key());
  }

  private void makeUnremovable(String key) throws Exception {
    Files.delete(file(key));
    Files.createDirectories(file(key).resolve("not-empty"));
  }

  private Path file(String key) {
    return data.resolve("blobs")
        .resolve(key.substring(0, 2))
        .resolve(key.substring(2, 4))
        .resolve(key);
  }
}
