package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events, and those that the catalog makes for many files and folders at once. */
abstract class EventContract extends CatalogFixture {
  private static final String BODY = "{\"movedToTrash\":true}";

  @Test
  void eventsComeBackInOrderWithNumbersOfTheirSite() {
    createSite("site-2");
    append(SITE, EventType.FILE_READY, "a", "{\"a\":\"ä\"}");
    append("site-2", EventType.FOLDER_CREATED, "other", "{}");
    append(SITE, EventType.FILE_DELETED, "a", BODY);

    List<Event> events = catalog.events().after(SITE, 0, Set.of(), 10);

    assertThat(events).extracting(Event::sequence).containsExactly(1L, 2L);
    assertThat(events)
        .extracting(Event::type)
        .containsExactly(EventType.FILE_READY, EventType.FILE_DELETED);
    Event first = events.getFirst();
    assertThat(first.siteId()).isEqualTo(SITE);
    assertThat(first.entityId()).isEqualTo("a");
    assertThat(first.time()).isEqualTo(NOON);
    assertThat(first.body()).contains("{\"a\":\"ä\"}");
    assertThat(first.deleted()).isEmpty();
    assertThat(catalog.events().after("site-2", 0, Set.of(), 10)).hasSize(1);
    assertThat(catalog.events().after("unknown", 0, Set.of(), 10)).isEmpty();
    assertThat(catalog.events().lastSequence(SITE)).isEqualTo(2);
    assertThat(catalog.events().lastSequence("unknown")).isZero();
  }

  @Test
  void aPlaceATypeAndALimitNarrowWhatIsRead() {
    for (int i = 0; i < 5; i++) {
      append(SITE, EventType.FILE_READY, "file " + i, "{}");
      append(SITE, EventType.FILE_UPDATED, "file " + i, "{}");
    }

    assertThat(catalog.events().after(SITE, 8, Set.of(), 10))
        .extracting(Event::sequence)
        .containsExactly(9L, 10L);
    assertThat(catalog.events().after(SITE, 0, Set.of(EventType.FILE_UPDATED), 2))
        .extracting(Event::sequence)
        .containsExactly(2L, 4L);
    assertThat(catalog.events().after(SITE, 10, Set.of(), 10)).isEmpty();
    assertThat(catalog.events().after(SITE, Long.MAX_VALUE, Set.of(), 10)).isEmpty();
  }

  @Test
  void anEventOfAChangeThatFailsIsNotThereAndItsNumberIsGivenAgain() {
    assertThatThrownBy(
            () ->
                change(
                    transaction -> {
                      transaction.events().append(event(SITE, EventType.FILE_READY, "a", "{}"));
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");
    append(SITE, EventType.FILE_READY, "b", "{}");

    assertThat(events()).extracting(Event::entityId).containsExactly("b");
    assertThat(events().getFirst().sequence()).isEqualTo(1);
    assertThatThrownBy(() -> append("unknown", EventType.FILE_READY, "a", "{}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deletionsOfFilesAreToldOfThoseThatAreThere() {
    FileDescriptor live = addFile(MEDIA, "live");
    FileDescriptor trashed = addFile(MEDIA, "trashed");
    createSite("site-2");
    FileDescriptor foreign = addFile(file -> file.at("site-2"));
    trashFiles(trashed.id());
    List<String> ids = List.of(live.id(), trashed.id(), foreign.id(), "unknown");

    int toTrash = deletions(ids, Optional.of(State.OK));
    int forGood = deletions(ids, Optional.empty());

    assertThat(toTrash).isEqualTo(1);
    assertThat(forGood).isEqualTo(2);
    assertThat(events())
        .extracting(Event::entityId)
        .containsExactly(live.id(), live.id(), trashed.id());
    assertThat(events()).extracting(Event::body).containsOnly(Optional.of(BODY));
    assertThat(events()).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(events()).allMatch(event -> event.id().version() == 4);
    assertThat(events()).extracting(Event::sequence).containsExactly(1L, 2L, 3L);
    assertThat(deletions(List.of(), Optional.empty())).isZero();
  }

  @Test
  void deletionsOfTreesAreToldOfEveryFolderAndFileOnce() {
    Folder outer = addFolder(MEDIA, "outer");
    Folder inner = addFolder(outer.id(), "inner");
    FileDescriptor shallow = addFile(outer.id(), "shallow");
    FileDescriptor deep = addFile(inner.id(), "deep");
    addFile(MEDIA, "outside");
    Folder before = addFolder(outer.id(), "trashed before");
    trashFolders(before.id());

    int count =
        catalog.write(
            transaction ->
                transaction
                    .events()
                    .appendTreeDeletions(
                        SITE,
                        List.of(inner.id(), outer.id(), before.id(), MEDIA, "unknown"),
                        Optional.of(State.OK),
                        NOON,
                        BODY));

    assertThat(count).isEqualTo(4);
    assertThat(events())
        .extracting(event -> event.type() + " " + event.entityId())
        .containsExactlyInAnyOrder(
            "FOLDER_DELETED " + outer.id(),
            "FOLDER_DELETED " + inner.id(),
            "FILE_DELETED " + shallow.id(),
            "FILE_DELETED " + deep.id());
    append(SITE, EventType.FILE_READY, "next", "{}");
    assertThat(events()).extracting(Event::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void restorationsOfTreesAreToldOfWhatIsInTheTrashAndOfReadyFilesOnly() {
    Folder outer = addFolder(MEDIA, "outer");
    Folder inner = addFolder(outer.id(), "inner");
    FileDescriptor ready = addFile(inner.id(), "ready");
    addFile(file -> file.in(inner.id()).withoutBytes());
    trashFolders(outer.id());
    Folder live = addFolder(MEDIA, "live");
    addFile(live.id(), "live");

    int count = restorations(outer.id(), live.id());

    assertThat(count).isEqualTo(3);
    Instant trashed = NOON.plusSeconds(60);
    assertThat(events())
        .allSatisfy(
            event -> {
              assertThat(event.body()).isEmpty();
              assertThat(event.deleted()).contains(trashed);
            });
    assertThat(events())
        .extracting(event -> event.type() + " " + event.entityId())
        .containsExactlyInAnyOrder(
            "FOLDER_CREATED " + outer.id(),
            "FOLDER_CREATED " + inner.id(),
            "FILE_READY " + ready.id());

    assertThat(restorations(inner.id())).as("a folder inside of a trashed one").isEqualTo(2);
    assertThat(events().getLast().deleted()).contains(trashed);
  }

  @Test
  void oldEventsAreForgottenButForThoseThatADeliveryNeeds() {
    Subscription subscription =
        new Subscription(
            SITE, "s", "app", "https://a.test/", Set.of(EventType.FILE_READY), true, NOON, NOON);
    change(transaction -> transaction.subscriptions().insert(subscription));
    append(SITE, EventType.FILE_READY, "needed", "{}");
    append(SITE, EventType.FILE_UPDATED, "old", "{}");
    catalog.write(transaction -> transaction.deliveries().spread(NOON, 10));

    int none = catalog.write(transaction -> transaction.events().deleteBefore(NOON, 10));
    int one =
        catalog.write(transaction -> transaction.events().deleteBefore(NOON.plusMillis(1), 10));

    assertThat(none).isZero();
    assertThat(one).isEqualTo(1);
    assertThat(events()).extracting(Event::entityId).containsExactly("needed");
    append(SITE, EventType.FILE_READY, "new", "{}");
    assertThat(events()).extracting(Event::sequence).containsExactly(1L, 3L);
  }

  @Test
  void signingKeysAreListedTheLastFirstAndForgottenOnceReplaced() {
    SigningKeyPair first = new SigningKeyPair("k1", "public", "sealed", NOON, NOON);
    SigningKeyPair second =
        new SigningKeyPair("k2", "public 2", "sealed 2", NOON, NOON.plusSeconds(60));
    change(transaction -> transaction.signingKeys().insert(first));
    change(transaction -> transaction.signingKeys().insert(second));

    assertThat(catalog.signingKeys().list()).containsExactly(second, first);
    change(transaction -> transaction.signingKeys().deleteReplacedBefore(NOON.plusSeconds(60)));
    assertThat(catalog.signingKeys().list()).hasSize(2);
    change(transaction -> transaction.signingKeys().deleteReplacedBefore(NOON.plusSeconds(61)));
    assertThat(catalog.signingKeys().list()).containsExactly(second);
  }

  private int deletions(List<String> ids, Optional<State> state) {
    return catalog.write(
        transaction -> transaction.events().appendFileDeletions(SITE, ids, state, NOON, BODY));
  }

  private int restorations(String... ids) {
    return catalog.write(
        transaction -> transaction.events().appendTreeRestorations(SITE, List.of(ids), NOON));
  }

  private List<Event> events() {
    return catalog.events().after(SITE, 0, Set.of(), 100);
  }

  private void append(String siteId, EventType type, String entityId, String body) {
    change(transaction -> transaction.events().append(event(siteId, type, entityId, body)));
  }

  private static NewEvent event(String siteId, EventType type, String entityId, String body) {
    return new NewEvent(siteId, type, entityId, NOON, body);
  }
}
