package io.vitrine.fetch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads IP addresses that are written out, in every spelling that some program takes for one
 * (WHATWG URL, "IPv4 parser"; RFC 4291 section 2.2), so that no odd one passes for a name
 * (contract: uploads.md 3.2 rule 6). Nothing is looked up.
 */
final class IpLiteral {
  private static final Pattern HEXTET = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int V6_GROUPS = 8;

  private IpLiteral() {}

  /** Whether a host in lower case is a number to those who read it, right or wrong. */
  static boolean looksLikeV4(String host) {
    String last = host.substring(host.lastIndexOf('.') + 1);
    return !last.isEmpty() && (last.chars().allMatch(IpLiteral::isDigit) || isHex(last));
  }

  /** The four bytes of {@code 127.0.0.1}, {@code 127.1}, {@code 0x7f.1}, {@code 2130706433}, … */
  static Optional<byte[]> v4(String host) {
    String[] parts = host.split("\\.", -1);
    if (parts.length > 4) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      Optional<Long> number = number(parts[i]);
      boolean last = i == parts.length - 1;
      long limit = last ? 1L << (8 * (5 - parts.length)) : 256;
      if (number.isEmpty() || number.get() >= limit) {
        return Optional.empty();
      }
      address += last ? number.get() : number.get() << (8 * (3 - i));
    }
    return Optional.of(
        new byte[] {
          (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
        });
  }

  /** The sixteen bytes of what stands between the brackets, without a zone. */
  static Optional<byte[]> v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text).filter(all -> all.size() == V6_GROUPS).map(IpLiteral::bytes);
    }
    Optional<List<Integer>> before = groups(text.substring(0, gap));
    Optional<List<Integer>> after = groups(text.substring(gap + 2));
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    int missing = V6_GROUPS - before.get().size() - after.get().size();
    if (missing < 1) {
      return Optional.empty();
    }
    List<Integer> all = new ArrayList<>(before.get());
    for (int i = 0; i < missing; i++) {
      all.add(0);
    }
    all.addAll(after.get());
    return Optional.of(bytes(all));
  }

  private static Optional<List<Integer>> groups(String text) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return Optional.of(groups);
    }
    List<String> parts = Arrays.asList(text.split(":", -1));
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (i == parts.size() - 1 && part.indexOf('.') >= 0) {
        Optional<byte[]> v4 = dotted(part);
        if (v4.isEmpty()) {
          return Optional.empty();
        }
        byte[] bytes = v4.get();
        groups.add(((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff));
        groups.add(((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff));
      } else if (HEXTET.matcher(part).matches()) {
        groups.add(Integer.parseInt(part, 16));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(groups);
  }

  /** Inside IPv6 only the plain spelling is an address. */
  private static Optional<byte[]> dotted(String text) {
    return text.matches("\\d{1,3}(\\.\\d{1,3}){3}") ? v4(text) : Optional.empty();
  }

  private static byte[] bytes(List<Integer> groups) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < V6_GROUPS; i++) {
      bytes[2 * i] = (byte) (groups.get(i) >> 8);
      bytes[2 * i + 1] = (byte) (int) groups.get(i);
    }
    return bytes;
  }

  /** Decimal, octal behind a zero, hexadecimal behind {@code 0x}. */
  private static Optional<Long> number(String text) {
    if (text.isEmpty() || text.length() > 12) {
      return Optional.empty();
    }
    try {
      if (isHex(text)) {
        return Optional.of(text.length() == 2 ? 0 : Long.parseLong(text.substring(2), 16));
      }
      if (!text.chars().allMatch(IpLiteral::isDigit)) {
        return Optional.empty();
      }
      boolean octal = text.length() > 1 && text.charAt(0) == '0';
      return Optional.of(Long.parseLong(text, octal ? 8 : 10));
    } catch (NumberFormatException notOctal) {
      return Optional.empty();
    }
  }

  private static boolean isHex(String text) {
    return text.startsWith("0x")
        && text.substring(2).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
