package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names as hostile sources tell them (RFC 6266 section 4.3). */
class SourceNamesTest {
  @Test
  void quotedNamesLoseTheirQuotesAndEscapes() {
    assertThat(SourceNames.ofDisposition("attachment; filename=\"a b.pdf\"")).contains("a b.pdf");
    assertThat(SourceNames.ofDisposition("inline; FileName = \"a \\\"b\\\" c.pdf\"; x=y"))
        .contains("a \"b\" c.pdf");
    assertThat(SourceNames.ofDisposition("attachment; filename=plain.pdf")).contains("plain.pdf");
    assertThat(SourceNames.ofDisposition("attachment; filename=\"\"")).isEmpty();
    assertThat(SourceNames.ofDisposition("attachment; filename=\"")).contains("\"");
  }

  @Test
  void aNameAsLongAsAHeaderMayBeIsReadOnASmallStack() throws Exception {
    String plain = "a".repeat(8_000);
    String escaped = "\\a".repeat(4_000);
    String open = "attachment; filename=\"" + plain;
    StringBuilder names = new StringBuilder();
    Thread small =
        new Thread(
            null,
            () -> {
              for (String name : new String[] {plain, escaped}) {
                names.append(
                    SourceNames.ofDisposition("attachment; filename=\"" + name + "\"").isPresent());
              }
              names.append(SourceNames.ofDisposition(open).isPresent());
            },
            "small",
            256 << 10);

    small.start();
    small.join();

    assertThat(names).hasToString("truetruetrue");
  }
}
