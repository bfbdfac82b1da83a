package io.vitrine.media.audio;

import java.util.Optional;

/** Text that strangers wrote into a sound. */
final class Tags {
  /** Code points; as long as the title of a film may be (contract: types.md). */
  private static final int LONGEST = 300;

  private Tags() {}

  /** On one line, without what cannot be shown, and not too long; empty when nothing is left. */
  static Optional<String> clean(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isWhitespace(c) ? ' ' : c)
        .filter(Tags::isShown)
        .limit(LONGEST)
        .forEach(kept::appendCodePoint);
    return Optional.of(kept.toString().strip()).filter(shown -> !shown.isEmpty());
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      // Format characters turn the direction of the text around them, among other things.
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> c != '\ufffd';
    };
  }
}
