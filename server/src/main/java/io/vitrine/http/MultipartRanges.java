package io.vitrine.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Several ranges in one body, {@code multipart/byteranges} (RFC 9110 section 14.6). Each part is
 * opened when the one before it is sent.
 */
final class MultipartRanges {
  private static final String PREFIX = "vitrine-";

  /** Characters of a boundary (RFC 2046 section 5.1.1). */
  private static final int LONGEST = 70;

  private final Representation representation;
  private final String boundary;
  private final List<Piece> pieces = new ArrayList<>();

  /** What follows another in the body. */
  private sealed interface Piece {
    long length();

    /** ASCII lines between the parts. */
    record Lines(String text) implements Piece {
      @Override
      public long length() {
        return text.length();
      }
    }

    /** Bytes of the representation. */
    record Range(long first, long length) implements Piece {}
  }

  /**
   * @param parts inside of the representation
   */
  MultipartRanges(Representation representation, List<ByteRange.Part> parts) {
    this.representation = representation;
    // Absent from the bytes, as it must be: nobody can make bytes that contain their own hash.
    String tag = representation.entityTag().replaceAll("[^0-9A-Za-z]", "");
    this.boundary = PREFIX + tag.substring(0, Math.min(tag.length(), LONGEST - PREFIX.length()));
    String beginning = "--" + boundary;
    for (ByteRange.Part part : parts) {
      pieces.add(new Piece.Lines(beginning + lines(part)));
      pieces.add(new Piece.Range(part.first(), part.length()));
      beginning = "\r\n--" + boundary;
    }
    pieces.add(new Piece.Lines("\r\n--" + boundary + "--\r\n"));
  }

  /** The body of the answer. */
  Body.Stream body() {
    return new Body.Stream(
        "multipart/byteranges; boundary=" + boundary,
        pieces.stream().mapToLong(Piece::length).sum(),
        (offset, length) -> new Body.OpenSource.Parts(new Opened(pieces)));
  }

  private String lines(ByteRange.Part part) {
    return "\r\nContent-Type: "
        + representation.contentType()
        + "\r\nContent-Range: bytes "
        + part.first()
        + "-"
        + (part.first() + part.length() - 1)
        + "/"
        + representation.length()
        + "\r\n\r\n";
  }

  /** The body while it is sent. */
  private final class Opened implements Body.Sequence {
    private final Deque<Piece> left;

    Opened(List<Piece> pieces) {
      left = new ArrayDeque<>(pieces);
    }

    @Override
    public Body.Part next() throws IOException {
      Piece piece = left.remove();
      Body.OpenSource source =
          switch (piece) {
            case Piece.Lines(String text) ->
                new Body.OpenSource.Memory(StandardCharsets.US_ASCII.encode(text));
            case Piece.Range(long first, long length) ->
                representation.source().open(first, length);
          };
      return new Body.Part(piece.length(), source);
    }

    @Override
    public void close() {}
  }
}
