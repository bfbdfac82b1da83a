package io.vitrine.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a request for a stored thing: whole, in part, or not at all (RFC 9110 sections 13 and 14;
 * contract: delivery.md section 7).
 */
public final class Representations {
  /** Up to so many bytes, a file over plain HTTP is sent without a thread that waits. */
  public static final long LARGEST_WITHOUT_THREAD = FileWindow.LENGTH;

  private Representations() {}

  /**
   * The answer to a {@code GET} or {@code HEAD}.
   *
   * @throws HttpProblem 412 {@code PRECONDITION_FAILED}; 416 {@code RANGE_NOT_SATISFIABLE}
   */
  public static Response respond(Request request, Representation representation) {
    return switch (precondition(request, representation)) {
      case FAILED ->
          throw new HttpProblem(
              412, "PRECONDITION_FAILED", "the file is not the one that the request names");
      case NOT_MODIFIED -> new Response(304, headers(representation, List.of()), new Body.Empty());
      case SEND -> send(request, representation);
    };
  }

  private enum Precondition {
    SEND,
    NOT_MODIFIED,
    FAILED
  }

  /** In the order of RFC 9110 section 13.2.2. */
  private static Precondition precondition(Request request, Representation representation) {
    String tag = representation.entityTag();
    List<String> match = request.headers("If-Match");
    if (!match.isEmpty()) {
      if (!EntityTags.anyMatches(match, tag, false)) {
        return Precondition.FAILED;
      }
    } else if (date(request, "If-Unmodified-Since")
        .filter(since -> isModified(representation, since))
        .isPresent()) {
      return Precondition.FAILED;
    }
    List<String> noneMatch = request.headers("If-None-Match");
    if (!noneMatch.isEmpty()) {
      return EntityTags.anyMatches(noneMatch, tag, true)
          ? Precondition.NOT_MODIFIED
          : Precondition.SEND;
    }
    return date(request, "If-Modified-Since")
            .filter(since -> isUnmodified(representation, since))
            .isPresent()
        ? Precondition.NOT_MODIFIED
        : Precondition.SEND;
  }

  private static boolean isModified(Representation representation, Instant since) {
    return representation
        .lastModified()
        .map(HttpDates::inSeconds)
        .filter(since::isBefore)
        .isPresent();
  }

  private static boolean isUnmodified(Representation representation, Instant since) {
    return representation.lastModified().isPresent() && !isModified(representation, since);
  }

  private static Response send(Request request, Representation representation) {
    long length = representation.length();
    return switch (range(request, representation)) {
      case ByteRange.Whole() ->
          new Response(
              200,
              headers(representation, List.of()),
              new Body.Stream(representation.contentType(), length, representation.source()));
      case ByteRange.Part(long first, long size) ->
          new Response(
              206,
              headers(
                  representation,
                  List.of(
                      new Header(
                          "Content-Range",
                          "bytes " + first + "-" + (first + size - 1) + "/" + length))),
              new Body.Stream(
                  representation.contentType(),
                  size,
                  (offset, part) -> representation.source().open(first + offset, part)));
      case ByteRange.Parts(List<ByteRange.Part> parts) ->
          new Response(
              206,
              headers(representation, List.of()),
              new MultipartRanges(representation, parts).body());
      case ByteRange.Unsatisfiable() ->
          throw new HttpProblem(
              416,
              "RANGE_NOT_SATISFIABLE",
              "the file does not have these bytes",
              Map.of(),
              List.of(
                  new Header("Content-Range", "bytes */" + length),
                  new Header("Accept-Ranges", "bytes")));
    };
  }

  private static ByteRange range(Request request, Representation representation) {
    List<String> ranges = request.headers("Range");
    // HEAD has no ranges, and the header may stand only once.
    if (ranges.size() != 1 || !request.method().equals("GET")) {
      return new ByteRange.Whole();
    }
    Optional<String> condition = request.header("If-Range");
    return condition.isEmpty() || holds(condition.get(), representation)
        ? ByteRange.of(ranges.getFirst(), representation.length())
        : new ByteRange.Whole();
  }

  /** Whether the client's part is of the same bytes; only an exact match tells (section 13.1.5). */
  private static boolean holds(String ifRange, Representation representation) {
    if (ifRange.endsWith("\"")) {
      return ifRange.equals(representation.entityTag());
    }
    return HttpDates.parse(ifRange)
        .filter(
            date ->
                representation
                    .lastModified()
                    .map(HttpDates::inSeconds)
                    .filter(date::equals)
                    .isPresent())
        .isPresent();
  }

  private static Optional<Instant> date(Request request, String header) {
    return request.header(header).flatMap(HttpDates::parse);
  }

  private static List<Header> headers(Representation representation, List<Header> more) {
    List<Header> headers = new ArrayList<>(representation.headers().size() + 4);
    headers.add(new Header("ETag", representation.entityTag()));
    representation
        .lastModified()
        .ifPresent(date -> headers.add(new Header("Last-Modified", HttpDates.format(date))));
    headers.add(new Header("Accept-Ranges", "bytes"));
    headers.addAll(representation.headers());
    headers.addAll(more);
    return headers;
  }
}
