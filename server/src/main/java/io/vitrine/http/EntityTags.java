package io.vitrine.http;

import java.util.List;

/** Compares entity tags with those that a client sent (RFC 9110 section 8.8.3). */
final class EntityTags {
  private EntityTags() {}

  /**
   * Whether one of the lists of tags names ours, or is {@code *}.
   *
   * @param lines the header's values
   * @param ours strong, with its quotes
   * @param weakly whether {@code W/} forms of it count too
   */
  static boolean anyMatches(List<String> lines, String ours, boolean weakly) {
    return lines.stream().anyMatch(line -> matches(line.strip(), ours, weakly));
  }

  private static boolean matches(String line, String ours, boolean weakly) {
    if (line.equals("*")) {
      return true;
    }
    int at = 0;
    while (at < line.length()) {
      boolean weak = line.startsWith("W/", at);
      int open = weak ? at + 2 : at;
      if (open < line.length() && line.charAt(open) == '"') {
        int close = line.indexOf('"', open + 1);
        if (close < 0) {
          return false;
        }
        if ((weakly || !weak) && line.substring(open, close + 1).equals(ours)) {
          return true;
        }
        at = close + 1;
      } else {
        at++;
      }
    }
    return false;
  }
}
