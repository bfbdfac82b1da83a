package io.vitrine.media.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.MediaFacts.Archive;
import io.vitrine.media.Workbench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of archives, also of those that lie. */
class ListingStepTest {
  @TempDir private Path folder;

  @Test
  void aZipIsListedByItsDirectory() throws Exception {
    Archive archive = list("a.zip", zip(StandardCharsets.UTF_8, "one.txt", "größe/zwei.txt"));

    assertThat(archive)
        .isEqualTo(
            new Archive(
                2,
                true,
                List.of(new Archive.Entry("one.txt", 7), new Archive.Entry("größe/zwei.txt", 14))));
  }

  @Test
  void namesOfOldZipsAreReadAsTheyWereWritten() throws Exception {
    Archive archive = list("a.zip", zip(Charset.forName("IBM437"), "größe.txt"));

    assertThat(archive.listing()).extracting(Archive.Entry::name).containsExactly("größe.txt");
  }

  @Test
  void manyAndLongNamesAreCountedButNotKept() throws Exception {
    String[] many = new String[1_500];
    Arrays.setAll(many, i -> i + ".txt");
    Archive archive = list("many.zip", zip(StandardCharsets.UTF_8, many));
    assertThat(archive.entries()).isEqualTo(1_500);
    assertThat(archive.listing()).hasSize(1_000);

    String[] longOnes = new String[500];
    Arrays.setAll(longOnes, i -> i + "x".repeat(3_000));
    Archive wide = list("long.zip", zip(StandardCharsets.UTF_8, longOnes));
    assertThat(wide.entries()).isEqualTo(500);
    assertThat(wide.listing()).allMatch(entry -> entry.name().length() == 255);
    assertThat(wide.listing()).hasSize(257);
  }

  @Test
  void aTarIsWalkedThrough() throws Exception {
    byte[] tar =
        tar(
            entry("folder/", '5', 0),
            entry("folder/a.bin", '0', 1_000),
            entry("././@LongLink", 'L', "x".repeat(200).getBytes(StandardCharsets.UTF_8)),
            entry("short", '0', 5),
            entry("pax", 'x', "18 path=ein/ß.txt\n13 size=600\n".getBytes(StandardCharsets.UTF_8)),
            entry("other", '0', new byte[600]));

    assertThat(list("a.tar", tar))
        .isEqualTo(
            new Archive(
                4,
                true,
                List.of(
                    new Archive.Entry("folder/", 0),
                    new Archive.Entry("folder/a.bin", 1_000),
                    new Archive.Entry("x".repeat(200), 5),
                    new Archive.Entry("ein/ß.txt", 600))));
  }

  @Test
  void aTarInGzipIsToo() throws Exception {
    Archive archive = list("a.tgz", gzip(tar(entry("a", '0', 70_000), entry("b", '0', 1))));

    assertThat(archive.complete()).isTrue();
    assertThat(archive.listing()).extracting(Archive.Entry::name).containsExactly("a", "b");
  }

  @Test
  void aSingleGzippedFileIsOneEntry() throws Exception {
    byte[] plain = gzip("hello".getBytes(StandardCharsets.UTF_8));
    byte[] named = new byte[plain.length + 6];
    System.arraycopy(plain, 0, named, 0, 10);
    named[3] = 8;
    System.arraycopy("a.txt\0".getBytes(StandardCharsets.US_ASCII), 0, named, 10, 6);
    System.arraycopy(plain, 10, named, 16, plain.length - 10);

    assertThat(list("a.gz", named).listing()).containsExactly(new Archive.Entry("a.txt", 5));
    assertThat(list("b.gz", plain).listing()).containsExactly(new Archive.Entry("", 5));
  }

  @Test
  void anArchiveThatBreaksOffIsListedUpToThere() throws Exception {
    byte[] whole = tar(entry("a", '0', 2_000), entry("b", '0', 2_000));

    Archive archive = list("a.tar", Arrays.copyOf(whole, 4_000));

    assertThat(archive.complete()).isFalse();
    assertThat(archive.listing()).extracting(Archive.Entry::name).containsExactly("a", "b");
  }

  @Test
  void aGzipBombIsLeftInTime() throws Exception {
    Path bomb = folder.resolve("bomb.tgz");
    byte[] zeros = new byte[1 << 20];
    Arrays.fill(zeros, (byte) 1);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write(entry("first", '0', new byte[10]));
      out.write(header("huge", '0', 4L << 30));
      for (int i = 0; i < 200; i++) {
        out.write(zeros);
      }
    }

    Archive archive = new Workbench(bomb, folder).run(new ListingStep()).facts().archive().get();

    assertThat(archive.complete()).isFalse();
    assertThat(archive.entries()).isEqualTo(2);
  }

  @Test
  void damagedTarsGetAnAnswer() throws Exception {
    byte[] sound = tar(entry("a", '0', 1_000), entry("pax", 'x', 100), entry("b", '0', 10));
    Random random = new Random(20_261_128);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = sound.clone();
      for (int k = 0; k < 8; k++) {
        int at = random.nextInt(bytes.length);
        bytes[at] = at < 257 || at > 262 ? (byte) random.nextInt(256) : bytes[at];
      }
      assertThat(list(i + ".tar", bytes).entries()).isBetween(0, 3);
    }
  }

  private Archive list(String name, byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve(name), bytes);
    return new Workbench(file, folder).run(new ListingStep()).facts().archive().orElseThrow();
  }

  private static byte[] zip(Charset charset, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, charset)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[name.length()]);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(byte[]... entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      bytes.writeBytes(entry);
    }
    bytes.writeBytes(new byte[1024]);
    return bytes.toByteArray();
  }

  private static byte[] entry(String name, char type, int size) {
    return entry(name, type, new byte[size]);
  }

  private static byte[] entry(String name, char type, byte[] content) {
    byte[] bytes = Arrays.copyOf(header(name, type, content.length), blocks(content.length));
    System.arraycopy(content, 0, bytes, 512, content.length);
    return bytes;
  }

  private static int blocks(int size) {
    return 512 + (size + 511) / 512 * 512;
  }

  private static byte[] header(String name, char type, long size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, "%011o".formatted(size));
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte b : header) {
      sum += Byte.toUnsignedInt(b);
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
