package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every walk over pages gives every item exactly once, in order, there and back. */
public abstract class PageContract extends CatalogFixture {
  private static final List<String> NAMES =
      List.of("b", "B", "é", "e", "zebra", "Äpfel", "写真", "🏔", "\uffee", "b a", "b-a");
  private static final List<MediaType> TYPES =
      List.of(MediaType.IMAGE, MediaType.AUDIO, MediaType.IMAGE, MediaType.OTHER);

  @ParameterizedTest
  @EnumSource(SortField.class)
  void filesAreWalkedThereAndBackInEverySort(SortField field) {
    List<FileDescriptor> files = addMany(67);
    for (boolean ascending : new boolean[] {true, false}) {
      Sort sort = new Sort(field, ascending);
      List<String> expected = ids(sorted(files, sort));
      for (int limit : new int[] {1, 2, 7, 66, 67, 68, 200}) {
        for (String search : new String[] {"", "common"}) {
          checkWalk(expected, pages(new FileScope.Children(MEDIA), sort, limit, search));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SortField.class)
  void severalTreesAreWalkedAsOne(SortField field) {
    Folder inner = addFolder("visitor-uploads", "inner");
    List<FileDescriptor> files = new ArrayList<>(addMany(20));
    for (int i = 0; i < 20; i++) {
      files.add(addFile(inner.id(), NAMES.get(i % NAMES.size()) + " common"));
    }
    addFile(MEDIA, "in the trash");
    Sort sort = new Sort(field, false);
    FileScope scope =
        new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT, RootFolder.VISITOR_UPLOADS_ROOT));
    FileDescriptor trashed = addFile(MEDIA, "common trashed");
    trashFiles(trashed.id());
    files.removeIf(file -> file.id().equals(trashed.id()));

    checkWalk(ids(sorted(files, sort)), pages(scope, sort, 7, "common"));
  }

  @Test
  void foldersAreWalkedThereAndBack() {
    List<Folder> folders = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 23; i++) {
      String name = NAMES.get(random.nextInt(NAMES.size())) + " common";
      folders.add(addFolder(SITE, MEDIA, name, NOON.plusMillis(random.nextInt(4))));
    }
    for (SortField field : List.of(SortField.DISPLAY_NAME, SortField.UPDATED_DATE)) {
      for (boolean ascending : new boolean[] {true, false}) {
        Sort sort = new Sort(field, ascending);
        Comparator<Folder> order =
            field == SortField.DISPLAY_NAME
                ? Comparator.comparing(folder -> key(folder.displayName()), Arrays::compareUnsigned)
                : Comparator.comparing(Folder::updated);
        List<Folder> expected = new ArrayList<>(folders);
        expected.sort(order);
        if (!ascending) {
          expected = new ArrayList<>(folders.reversed());
          expected.sort(order.reversed());
        }
        for (int limit : new int[] {1, 5, 23, 24}) {
          for (String search : new String[] {"", "comm"}) {
            checkWalk(
                expected.stream().map(Folder::id).toList(),
                position ->
                    ids(
                        catalog
                            .folders()
                            .list(
                                SITE,
                                new FolderListing(
                                    new FileScope.Children(MEDIA), search, sort, position, limit)),
                        Folder::id));
          }
        }
      }
    }
  }

  @Test
  void anEmptyListingHasNoPlaceToGoTo() {
    Page<FileDescriptor> page =
        catalog.files().list(SITE, listing(new FileScope.Children(MEDIA), ""));

    assertThat(page.items()).isEmpty();
    assertThat(page.next()).isEmpty();
    assertThat(page.previous()).isEmpty();
  }

  @Test
  void itemsThatComeAndGoDoNotDisturbTheWalk() {
    List<FileDescriptor> files = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      files.add(addFile(MEDIA, name));
    }
    Walk<String> walk = pages(new FileScope.Children(MEDIA), BY_NAME, 2, "");
    Page<String> first = walk.page(Optional.empty());
    change(t -> t.files().delete(SITE, List.of(files.get(1).id(), files.get(2).id())));
    addFile(MEDIA, "aa");

    Page<String> second = walk.page(first.next());

    assertThat(second.items()).containsExactly(files.get(3).id(), files.get(4).id());
    assertThat(second.next()).isEmpty();
    change(t -> t.files().delete(SITE, List.of(files.get(3).id(), files.get(4).id())));
    Page<String> emptied = walk.page(first.next());
    assertThat(emptied.items()).isEmpty();
    assertThat(emptied.next()).isEmpty();
    assertThat(walk.page(emptied.previous()).items()).hasSize(2).startsWith(files.get(0).id());
  }

  @Test
  void theWayBackFromAnEmptyPageBeginsWithTheItemAtThePlace() {
    FileDescriptor first = addFile(MEDIA, "a");
    FileDescriptor second = addFile(MEDIA, "b");
    FileDescriptor third = addFile(MEDIA, "c");
    Walk<String> walk = pages(new FileScope.Children(MEDIA), BY_NAME, 2, "");
    Page<String> page = walk.page(Optional.empty());
    change(t -> t.files().delete(SITE, List.of(third.id())));

    Page<String> emptied = walk.page(page.next());

    assertThat(emptied.items()).isEmpty();
    assertThat(walk.page(emptied.previous()).items()).containsExactly(first.id(), second.id());
  }

  /** A question for a page of IDs. */
  private interface Walk<T> {
    Page<T> page(Optional<Position> position);
  }

  private Walk<String> pages(FileScope scope, Sort sort, int limit, String search) {
    return position ->
        ids(
            catalog
                .files()
                .list(
                    SITE,
                    new FileListing(
                        scope, Set.of(), Optional.empty(), search, sort, position, limit)),
            FileDescriptor::id);
  }

  private static <T> Page<String> ids(Page<T> page, java.util.function.Function<T, String> idOf) {
    return new Page<>(page.items().stream().map(idOf).toList(), page.next(), page.previous());
  }

  private static void checkWalk(List<String> expected, Walk<String> walk) {
    List<String> there = new ArrayList<>();
    Page<String> page = walk.page(Optional.empty());
    assertThat(page.previous()).isEmpty();
    there.addAll(page.items());
    while (page.next().isPresent()) {
      page = walk.page(page.next());
      assertThat(page.items()).isNotEmpty();
      there.addAll(page.items());
    }
    assertThat(there).isEqualTo(expected);

    List<List<String>> back = new ArrayList<>();
    back.add(page.items());
    while (page.previous().isPresent()) {
      page = walk.page(page.previous());
      assertThat(page.next()).isPresent();
      back.add(page.items());
    }
    assertThat(back.reversed().stream().flatMap(List::stream).toList()).isEqualTo(expected);
  }

  private List<FileDescriptor> addMany(int count) {
    Random random = new Random(count);
    List<FileDescriptor> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant updated = NOON.plusMillis(random.nextInt(5));
      long size = random.nextInt(5);
      String name = NAMES.get(random.nextInt(NAMES.size())) + " common";
      MediaType type = TYPES.get(random.nextInt(TYPES.size()));
      boolean hidden = random.nextInt(4) == 0;
      files.add(
          draft()
              .named(name)
              .updated(updated)
              .of(type, "image/png")
              .hidden(hidden)
              .with(blob(50_000 + i, size))
              .file());
    }
    change(transaction -> files.forEach(file -> insert(transaction, file)));
    return files;
  }

  /** By value and then by arrival, the whole turned round when descending. */
  private static List<FileDescriptor> sorted(List<FileDescriptor> files, Sort sort) {
    Comparator<FileDescriptor> order =
        switch (sort.field()) {
          case DISPLAY_NAME ->
              Comparator.comparing(file -> key(file.displayName()), Arrays::compareUnsigned);
          case UPDATED_DATE -> Comparator.comparing(FileDescriptor::updated);
          case SIZE_IN_BYTES ->
              Comparator.comparing(file -> file.blob().map(BlobReference::size).orElse(-1L));
        };
    List<FileDescriptor> sorted = new ArrayList<>(files);
    sorted.sort(order);
    if (!sort.ascending()) {
      Collections.reverse(sorted);
    }
    return sorted;
  }

  private static List<String> ids(List<FileDescriptor> files) {
    return files.stream().map(FileDescriptor::id).toList();
  }

  /** Sort keys are compared by code point, as UTF-8 is by byte. */
  private static byte[] key(String name) {
    return SearchText.sortKey(name).getBytes(StandardCharsets.UTF_8);
  }
}
