package io.vitrine.delivery.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ZipLayoutTest {
  private static final long GIBIBYTE = 1L << 30;
  @TempDir private Path folder;

  private static MadeZip mixed() {
    return new MadeZip()
        .folder(1, 0, "照片")
        .folder(2, 1, "夏天 🏖️")
        .folder(3, 0, "empty")
        .file(0, "a.jpg", 70_000)
        .file(0, "a.jpg", 0)
        .file(1, "été.txt", 1)
        .file(2, "😀.png", 200_000)
        .file(2, "last", 0);
  }

  @Test
  void javaReadsItFromTheFrontAndFromTheBack() throws IOException {
    MadeZip zip = mixed();
    ZipLayout layout = zip.layout();
    byte[] whole = zip.bytes(layout, 0, layout.length());
    Path file = folder.resolve("mixed.zip");
    zip.write(layout, file);

    Map<String, Long> fromTheFront = new LinkedHashMap<>();
    try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(whole))) {
      for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
        fromTheFront.put(entry.getName(), (long) stream.readAllBytes().length);
        assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(MadeZip.TIME);
      }
    }
    Map<String, Long> fromTheBack = new LinkedHashMap<>();
    try (ZipFile opened = new ZipFile(file.toFile())) {
      opened.stream()
          .forEach(
              entry -> {
                fromTheBack.put(entry.getName(), entry.getSize());
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                assertThat(entry.isDirectory()).isEqualTo(entry.getName().endsWith("/"));
              });
    }
    assertThat(fromTheFront)
        .containsExactly(
            Map.entry("照片/", 0L),
            Map.entry("照片/夏天 🏖️/", 0L),
            Map.entry("empty/", 0L),
            Map.entry("a.jpg", 70_000L),
            Map.entry("a (1).jpg", 0L),
            Map.entry("照片/été.txt", 1L),
            Map.entry("照片/夏天 🏖️/😀.png", 200_000L),
            Map.entry("照片/夏天 🏖️/last", 0L));
    assertThat(fromTheBack).isEqualTo(fromTheFront);
    assertThat(whole).hasSize(Math.toIntExact(layout.length()));
  }

  @Test
  void anyRangeIsTheSameRangeOfTheWhole() {
    MadeZip zip = mixed();
    for (int i = 0; i < 500; i++) {
      zip.file(i % 4, "file " + i % 100 + ".bin", i % 7 * 40);
    }
    ZipLayout layout = zip.layout();
    int length = Math.toIntExact(layout.length());
    byte[] whole = zip.bytes(layout, 0, length);
    Random random = new Random(4);
    for (int i = 0; i < 1_000; i++) {
      int from = i % 2 == 0 ? random.nextInt(length) : length - 1 - random.nextInt(90_000);
      int size = random.nextInt(Math.min(i % 3 == 0 ? 200 : length, length - from)) + 1;
      assertThat(zip.bytes(layout, from, size))
          .as("%d bytes from %d", size, from)
          .isEqualTo(Arrays.copyOfRange(whole, from, from + size));
    }
    assertThat(zip.bytes(layout, length, 0)).isEmpty();
    assertThatThrownBy(() -> zip.bytes(layout, length, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyByteAloneIsThatByteOfTheWhole() {
    MadeZip zip = new MadeZip().folder(1, 0, "d").file(1, "a", 3).file(0, "b", 0).file(0, "c", 1);
    ZipLayout layout = zip.layout();
    byte[] whole = zip.bytes(layout, 0, layout.length());
    for (int at = 0; at < whole.length; at++) {
      assertThat(zip.bytes(layout, at, 1)).as("byte %d", at).containsExactly(whole[at]);
    }
  }

  @Test
  void theDigestTellsEveryChangeAndNothingElse() {
    String digest = mixed().layout().digest();

    assertThat(digest).matches("[0-9a-f]{32}").isEqualTo(mixed().layout().digest());
    assertThat(mixed().file(0, "more", 1).layout().digest()).isNotEqualTo(digest);
    assertThat(mixed().folder(9, 0, "more").layout().digest()).isNotEqualTo(digest);
    assertThat(one("a", new byte[] {1})).isNotEqualTo(one("b", new byte[] {1}));
    assertThat(one("a", new byte[] {1})).isNotEqualTo(one("a", new byte[] {2}));
  }

  private static String one(String name, byte[] bytes) {
    return new MadeZip().file(0, name, bytes).layout().digest();
  }

  @Test
  void whatIsMoreThan65535EntriesIsZip64() throws IOException {
    MadeZip zip = new MadeZip();
    byte[] bytes = {1, 2, 3};
    for (int i = 0; i < 70_000; i++) {
      zip.file(0, "file %d.txt".formatted(i), bytes);
    }
    ZipLayout layout = zip.layout();
    Path file = folder.resolve("many.zip");
    zip.write(layout, file);

    try (ZipFile opened = new ZipFile(file.toFile())) {
      assertThat(opened.size()).isEqualTo(70_000);
      assertThat(read(opened, "file 69999.txt")).isEqualTo(bytes);
    }
    assertThat(layout.weight()).as("bytes of memory").isLessThan(70_000 * 80);
  }

  @Test
  void whatIsLargerThanFourGibibytesIsZip64() throws IOException {
    MadeZip zip =
        new MadeZip()
            .zeros(0, "large", 5 * GIBIBYTE, MadeZip.crcOfZeros(5 * GIBIBYTE))
            .zeros(0, "just fits", 0xfffffffeL, 0)
            .zeros(0, "just does not", 0xffffffffL, 0)
            .file(0, "behind", 1_000);
    ZipLayout layout = zip.layout();
    Path file = folder.resolve("large.zip");
    zip.write(layout, file);

    try (ZipFile opened = new ZipFile(file.toFile())) {
      assertThat(opened.getEntry("large").getSize()).isEqualTo(5 * GIBIBYTE);
      assertThat(opened.getEntry("just fits").getSize()).isEqualTo(0xfffffffeL);
      assertThat(opened.getEntry("just does not").getSize()).isEqualTo(0xffffffffL);
      assertThat(read(opened, "behind")).hasSize(1_000);
    }
    long behind = layout.length() - 2_000;
    assertThat(zip.bytes(layout, behind + 700, 1_300))
        .isEqualTo(Arrays.copyOfRange(zip.bytes(layout, behind, 2_000), 700, 2_000));
  }

  private static byte[] read(ZipFile file, String name) throws IOException {
    try (InputStream stream = file.getInputStream(file.getEntry(name))) {
      return stream.readAllBytes();
    }
  }

  @Test
  void moreThan100000EntriesAreRefusedAndNoneIsNoZip() {
    ZipBuilder builder = new ZipBuilder();
    MadeZip zip = new MadeZip();
    assertThat(builder.build()).isEmpty();
    for (int i = 0; i < ZipLayout.MAX_ENTRIES; i++) {
      zip.zeros(0, "f" + i, 0, 0);
    }
    assertThat(zip.layout().size()).isEqualTo(ZipLayout.MAX_ENTRIES);
    assertThatThrownBy(() -> zip.zeros(0, "one more", 0, 0))
        .isInstanceOf(TooManyEntriesException.class);
  }

  @Test
  void foldersThatAreTooDeepCountToo() {
    MadeZip zip = new MadeZip();
    for (int depth = 1; depth <= 4; depth++) {
      zip.folder(depth, depth - 1, "x".repeat(255));
    }
    for (int folder = 5; folder <= ZipLayout.MAX_ENTRIES; folder++) {
      zip.folder(folder, 4, "deep");
    }
    assertThatThrownBy(() -> zip.folder(0, 4, "one more"))
        .isInstanceOf(TooManyEntriesException.class);
  }

  @Test
  void layoutsAreTheSameWhenTheirFilesAre() {
    ZipLayout other = mixed().file(0, "more", 1).layout();

    assertThat(mixed().layout().isSame(mixed().layout())).isTrue();
    assertThat(mixed().layout().isSame(other)).isFalse();
  }

  @Test
  void aTreeThatIsTooDeepIsFlattenedWhereItEndsToFit() throws IOException {
    MadeZip zip = new MadeZip();
    for (int depth = 1; depth <= 300; depth++) {
      zip.folder(depth, depth - 1, "x".repeat(20) + depth);
    }
    zip.file(300, "deep", 5).file(200, "deep", 6);
    ZipLayout layout = zip.layout();
    try (ZipInputStream stream =
        new ZipInputStream(new ByteArrayInputStream(zip.bytes(layout, 0, layout.length())))) {
      int entries = 0;
      for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
        entries++;
        assertThat(entry.getName()).hasSizeLessThan(1_300);
      }
      assertThat(entries).isBetween(20, 60).isEqualTo(layout.size());
    }
  }
}
