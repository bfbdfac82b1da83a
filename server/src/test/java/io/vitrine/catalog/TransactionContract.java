package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** All or nothing, one after another, visible when it returns. */
abstract class TransactionContract extends CatalogFixture {

  @Test
  void aChangeThatThrowsIsUndoneAndItsExceptionReachesTheCaller() {
    IllegalStateException refusal = new IllegalStateException("refused");

    assertThatThrownBy(
            () ->
                change(
                    transaction -> {
                      insert(transaction, draft().named("never").file());
                      transaction.sites().create("site-2", NOON);
                      throw refusal;
                    }))
        .isSameAs(refusal);

    assertThat(namesIn(MEDIA)).isEmpty();
    assertThat(search("never")).isEmpty();
    assertThat(catalog.sites().find("site-2")).isEmpty();
    assertThat(catalog.sites().find(SITE).orElseThrow().files()).isZero();
  }

  @Test
  void aFailedStatementUndoesTheWholeChangeAndTheCatalogGoesOn() {
    FileDescriptor first = addFile(MEDIA, "first");

    assertThatThrownBy(
            () ->
                change(
                    transaction -> {
                      insert(transaction, draft().named("second").file());
                      transaction.files().insert(first);
                    }))
        .isInstanceOf(CatalogException.class);

    addFile(MEDIA, "third");
    assertThat(namesIn(MEDIA)).containsExactly("first", "third");
  }

  @Test
  void aChangeSeesWhatItHasChangedAlready() {
    change(
        transaction -> {
          FileDescriptor file = insert(transaction, draft().named("summer evening").file());
          assertThat(transaction.files().find(SITE, file.id())).contains(file);
          assertThat(
                  transaction
                      .files()
                      .list(SITE, listing(new FileScope.Children(MEDIA), "evening"))
                      .items())
              .containsExactly(file);
          assertThat(transaction.sites().find(SITE).orElseThrow().files()).isEqualTo(1);
        });
  }

  @Test
  void aSearchInsideAChangeThatIsUndoneLeavesTheIndexRight() {
    FileDescriptor kept = addFile(MEDIA, "autumn leaf");

    assertThatThrownBy(
            () ->
                change(
                    transaction -> {
                      transaction.files().delete(SITE, List.of(kept.id()));
                      insert(transaction, draft().named("autumn storm").file());
                      transaction.files().list(SITE, listing(new FileScope.Children(MEDIA), "aut"));
                      throw new IllegalStateException("refused");
                    }))
        .isInstanceOf(IllegalStateException.class);

    addFile(MEDIA, "autumn rain");
    assertThat(search("autumn")).containsExactly("autumn leaf", "autumn rain");
  }

  @Test
  void whatAChangeAnswersReachesItsCaller() {
    assertThat(catalog.<String>write(_ -> "answer")).isEqualTo("answer");
    assertThat(catalog.<String>write(_ -> null)).isNull();
  }

  @Test
  void manyWritersAtOnceAreAllKeptAndOneThatThrowsHarmsNoNeighbour() throws Exception {
    int writers = 16;
    int each = 12;
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      int number = writer;
      tasks.add(() -> writeSome(number, each));
    }
    int refused = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> future : threads.invokeAll(tasks)) {
        refused += result(future);
      }
    }

    assertThat(refused).isEqualTo(writers * each / 3);
    assertThat(namesInTree(RootFolder.MEDIA_ROOT))
        .hasSize(writers * each - refused)
        .allMatch(name -> name.startsWith("kept"));
    assertThat(search("kept")).hasSize(writers * each - refused);
    assertThat(search("refused")).isEmpty();
    assertThat(catalog.sites().find(SITE).orElseThrow().files())
        .isEqualTo(writers * each - refused);
  }

  @Test
  void aChangeInsideAnotherBelongsToItAndIsSeenByIt() {
    change(
        outer -> {
          Folder folder =
              catalog.write(
                  inner -> {
                    Folder made = newFolder("inner folder");
                    inner.folders().insert(made);
                    return made;
                  });
          assertThat(catalog.folders().find(SITE, folder.id())).contains(folder);
          assertThat(outer.folders().find(SITE, folder.id())).contains(folder);
          insert(outer, draft().in(folder.id()).named("inner file").file());
        });

    assertThat(search("inner")).containsExactly("inner file");
  }

  @Test
  void anOuterChangeThatThrowsUndoesWhatWasChangedInsideIt() {
    assertThatThrownBy(
            () ->
                change(
                    _ -> {
                      change(inner -> insert(inner, draft().named("inside").file()));
                      assertThat(search("inside")).containsExactly("inside");
                      throw new IllegalStateException("refused");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(namesIn(MEDIA)).isEmpty();
    assertThat(search("inside")).isEmpty();
  }

  @Test
  void aChangeInsideAnotherThatThrowsUndoesNothingButItself() {
    change(
        outer -> {
          insert(outer, draft().named("kept before").file());
          assertThatThrownBy(
                  () ->
                      change(
                          inner -> {
                            insert(inner, draft().named("kept never").file());
                            change(most -> insert(most, draft().named("kept never").file()));
                            throw new IllegalStateException("refused");
                          }))
              .isInstanceOf(IllegalStateException.class);
          insert(outer, draft().named("kept after").file());
        });

    assertThat(search("kept")).containsExactly("kept after", "kept before");
  }

  @Test
  void whatFollowsAChangeRunsWhenTheOutermostIsDurable() {
    List<String> seen = new ArrayList<>();
    catalog.afterCommit(() -> seen.add("at once"));
    change(
        _ -> {
          change(
              inner -> {
                insert(inner, draft().named("followed").file());
                catalog.afterCommit(() -> seen.addAll(search("followed")));
              });
          assertThat(seen).containsExactly("at once");
        });

    assertThat(seen).containsExactly("at once", "followed");
  }

  @Test
  void nothingFollowsAChangeThatIsUndone() {
    List<String> seen = new ArrayList<>();
    assertThatThrownBy(
            () ->
                change(
                    _ -> {
                      catalog.afterCommit(() -> seen.add("never"));
                      throw new IllegalStateException("refused");
                    }))
        .isInstanceOf(IllegalStateException.class);
    change(transaction -> insert(transaction, draft().file()));

    assertThat(seen).isEmpty();
  }

  @Test
  void aHealthyCatalogSaysNothing() {
    catalog.checkHealth();
  }

  private static Folder newFolder(String name) {
    return new Folder(SITE, hex(77), MEDIA, RootFolder.MEDIA_ROOT, name, NOON, NOON);
  }

  private int writeSome(int writer, int count) {
    int refused = 0;
    for (int i = 0; i < count; i++) {
      boolean refuse = i % 3 == 0;
      int number = 10_000 + writer * 100 + i;
      FileDescriptor file =
          new Draft(number).named((refuse ? "refused " : "kept ") + number).file();
      try {
        change(
            transaction -> {
              insert(transaction, file);
              if (refuse) {
                throw new IllegalArgumentException(file.id());
              }
            });
        assertThat(catalog.files().find(SITE, file.id())).isPresent();
      } catch (IllegalArgumentException refusal) {
        assertThat(refusal).hasMessage(file.id());
        refused++;
      }
    }
    return refused;
  }

  private static int result(Future<Integer> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a writer failed", e.getCause());
    }
  }
}
