package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds, by the rule of {@link SearchText}. */
public abstract class SearchContract extends CatalogFixture {

  @Test
  void anyCaseAndAnyAccentIsFound() {
    addFile(MEDIA, "Été à la PLAGE");
    addFile(MEDIA, "winter");

    for (String text : List.of("ete", "ÉTÉ", "Ete plage", "plâge", "  plage ", "plage,été")) {
      assertThat(search(text)).as(text).containsExactly("Été à la PLAGE");
    }
  }

  @Test
  void threeLettersAreFoundInAnyPartOfAWordAndFewerAtItsBeginning() {
    addFile(MEDIA, "strawberry jam");

    for (String found :
        List.of("awb", "strawberry", "erry", "jam", "s", "st", "ja", "j", "raw ja")) {
      assertThat(search(found)).as(found).containsExactly("strawberry jam");
    }
    for (String missed : List.of("aw", "am", "wb", "a", "y", "berryj", "jamm", "strawberry x")) {
      assertThat(search(missed)).as(missed).isEmpty();
    }
  }

  @Test
  void allWordsMustBeFoundButNotInOnePlace() {
    addFile(
        file ->
            file.named("beach.mov")
                .of(MediaType.VIDEO, "video/quicktime")
                .labelled("Summer 2026", "family"));

    for (String found : List.of("beach quicktime", "mov fam 2026", "video", "vi su be", "20")) {
      assertThat(search(found)).as(found).containsExactly("beach.mov");
    }
    assertThat(search("beach winter")).isEmpty();
    assertThat(search("_fileOrigin")).isEmpty();
  }

  @Test
  void aWordDoesNotReachOverTheBorderOfTwoWords() {
    addFile(MEDIA, "foto graf");

    assertThat(search("fotograf")).isEmpty();
    assertThat(search("togra")).isEmpty();
    assertThat(search("foto-graf")).containsExactly("foto graf");
  }

  @Test
  void writingWithoutSpacesIsFound() {
    addFile(MEDIA, "東京の写真集");
    addFile(MEDIA, "𠀋𠮷野家");

    assertThat(search("の写真")).containsExactly("東京の写真集");
    assertThat(search("東京")).containsExactly("東京の写真集");
    assertThat(search("写真")).isEmpty();
    assertThat(search("𠮷野家")).containsExactly("𠀋𠮷野家");
    assertThat(search("𠀋")).containsExactly("𠀋𠮷野家");
  }

  @Test
  void nothingToSearchForFindsEverythingAndNothingButPunctuationNothing() {
    addFile(MEDIA, "one");
    addFile(MEDIA, "two");

    assertThat(search("")).hasSize(2);
    assertThat(search("  ")).hasSize(2);
    assertThat(search("?!*")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "*",
        "a OR b",
        "NOT",
        "NEAR(a b)",
        "%",
        "_",
        "'",
        "grams:x",
        "^",
        "(",
        "\u0000"
      })
  void textWithAMeaningForTheDatabaseIsHarmless(String text) {
    addFile(MEDIA, "harmless");

    assertThat(search(text)).isEmpty();
    assertThat(search("harm" + text.replaceAll("\\p{Alnum}", ""))).containsExactly("harmless");
  }

  @Test
  void aVeryLongSearchIsAnswered() {
    addFile(MEDIA, "alpha beta");

    assertThat(search("alpha beta ".repeat(80))).containsExactly("alpha beta");
    assertThat(search("x".repeat(2_000))).isEmpty();
  }

  @Test
  void foldersAreFoundByTheirName() {
    addFolder(MEDIA, "Ferien in Österreich");
    addFolder(MEDIA, "Büro");
    FileScope tree = new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT));

    assertThat(folderNames(tree, "osterr fer")).containsExactly("Ferien in Österreich");
    assertThat(folderNames(tree, "bu")).containsExactly("Büro");
    assertThat(folderNames(tree, "erz")).isEmpty();
    assertThat(folderNames(tree, "...")).isEmpty();
  }

  @Test
  void everySearchFindsWhatTheRuleSaysWithAndWithoutFilters() {
    Random random = new Random(11);
    List<FileDescriptor> files = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder name = new StringBuilder();
      for (int word = 0; word < 1 + random.nextInt(3); word++) {
        name.append(randomWord(random)).append(' ');
      }
      boolean image = random.nextBoolean();
      files.add(
          draft()
              .named(name.toString())
              .of(image ? MediaType.IMAGE : MediaType.AUDIO, image ? "image/png" : "audio/aac")
              .hidden(random.nextInt(3) == 0)
              .file());
    }
    change(transaction -> files.forEach(file -> insert(transaction, file)));
    for (int i = 0; i < 60; i++) {
      String word = randomWord(random);
      String text = word.substring(0, 1 + random.nextInt(word.length()));
      if (i % 3 == 0) {
        text += " " + randomWord(random).substring(0, 2);
      }
      Set<MediaType> types = i % 2 == 0 ? Set.of() : Set.of(MediaType.AUDIO);
      Optional<Boolean> hidden = i % 5 == 0 ? Optional.of(true) : Optional.empty();
      checkSearch(files, text, types, hidden);
    }
  }

  private void checkSearch(
      List<FileDescriptor> files, String text, Set<MediaType> types, Optional<Boolean> hidden) {
    List<String> expected =
        files.stream()
            .filter(file -> types.isEmpty() || types.contains(file.mediaType()))
            .filter(file -> hidden.orElse(file.isPrivate()) == file.isPrivate())
            .filter(file -> matches(file, text))
            .map(FileDescriptor::id)
            .toList();
    List<String> found = new ArrayList<>();
    Optional<Position> position = Optional.empty();
    do {
      FileListing listing =
          new FileListing(
              new FileScope.Children(MEDIA), types, hidden, text, Sort.NEWEST_FIRST, position, 9);
      Page<FileDescriptor> page = catalog.files().list(SITE, listing);
      page.items().forEach(file -> found.add(file.id()));
      position = page.next();
    } while (position.isPresent());
    assertThat(found.reversed()).as(text).isEqualTo(expected);
  }

  private static boolean matches(FileDescriptor file, String search) {
    List<String> words = SearchText.words(file.displayName() + " " + file.mimeType());
    return SearchText.words(search).stream()
        .allMatch(
            part ->
                words.stream()
                    .anyMatch(
                        word -> part.length() < 3 ? word.startsWith(part) : word.contains(part)));
  }

  /** Of few letters, so that parts meet often. */
  private static String randomWord(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 2 + random.nextInt(5); i++) {
      word.append("abÄé".charAt(random.nextInt(4)));
    }
    return random.nextBoolean() ? word.toString() : word.toString().toUpperCase(Locale.ROOT);
  }
}
