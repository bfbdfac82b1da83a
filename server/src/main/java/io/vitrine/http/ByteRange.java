package io.vitrine.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Range} header asks for (RFC 9110 section 14; contract: delivery.md H6 to H14). */
sealed interface ByteRange {
  /** More ranges than a client that means well asks for at once. */
  int MOST_PARTS = 16;

  /** The whole is asked for, or what is asked for has no meaning. */
  record Whole() implements ByteRange {}

  /**
   * One part of it.
   *
   * @param first its first byte
   */
  record Part(long first, long length) implements ByteRange {}

  /**
   * Several parts of it, which together have no more bytes than the whole.
   *
   * @param parts at least two, in the order asked for
   */
  record Parts(List<Part> parts) implements ByteRange {
    public Parts {
      parts = List.copyOf(parts);
    }
  }

  /** There are no such bytes. */
  record Unsatisfiable() implements ByteRange {}

  /** Reads a header's value for a representation of this many bytes. */
  static ByteRange of(String header, long length) {
    int equals = header.indexOf('=');
    if (equals < 0
        || !header.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("bytes")) {
      return new Whole();
    }
    List<String> specs =
        Arrays.stream(header.substring(equals + 1).split(",", -1))
            .map(String::strip)
            .filter(spec -> !spec.isEmpty())
            .toList();
    return specs.size() > MOST_PARTS ? new Whole() : of(specs, length);
  }

  private static ByteRange of(List<String> specs, long length) {
    List<Part> parts = new ArrayList<>();
    for (String spec : specs) {
      switch (one(spec, length)) {
        case Part part -> parts.add(part);
        case Unsatisfiable() -> {}
        // One that has no meaning takes it from all.
        case Parts _, Whole _ -> {
          return new Whole();
        }
      }
    }
    return switch (parts.size()) {
      case 0 -> specs.isEmpty() ? new Whole() : new Unsatisfiable();
      case 1 -> parts.getFirst();
      // Nobody saves anything by asking for more than there is.
      default ->
          parts.stream().mapToLong(Part::length).sum() > length ? new Whole() : new Parts(parts);
    };
  }

  private static ByteRange one(String spec, long length) {
    Matcher matcher = Form.SPEC.matcher(spec);
    if (!matcher.matches()) {
      return new Whole();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : suffix(number(last), length);
    }
    long from = number(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
    if (to < from) {
      return new Whole();
    }
    return from >= length
        ? new Unsatisfiable()
        : new Part(from, Math.min(to, length - 1) - from + 1);
  }

  private static ByteRange suffix(long wanted, long length) {
    if (wanted == 0) {
      return new Unsatisfiable();
    }
    if (length == 0) {
      return new Whole();
    }
    long size = Math.min(wanted, length);
    return new Part(length - size, size);
  }

  /** Numbers beyond a long are beyond any file too. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException beyond) {
      return Long.MAX_VALUE;
    }
  }

  /** The form of one range. */
  final class Form {
    private static final Pattern SPEC = Pattern.compile("([0-9]*)-([0-9]*)");

    private Form() {}
  }
}
