package io.vitrine.library;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that is being sent.
 *
 * @param contentType as told with the bytes
 * @param fileName as told with the bytes; one told before wins
 * @param declaredSize bytes, when told in advance
 * @param bytes gives the bytes once
 */
public record IncomingFile(
    Optional<String> contentType,
    Optional<String> fileName,
    OptionalLong declaredSize,
    Bytes bytes) {

  /** The bytes, pushed piece by piece. */
  @FunctionalInterface
  public interface Bytes {
    /** Hands all pieces to the sink, in order; returns only when all were taken. */
    void sendTo(Sink sink) throws IOException;
  }

  /** Takes the bytes. */
  @FunctionalInterface
  public interface Sink {
    /** Takes all remaining bytes of the piece before it returns. */
    void take(ByteBuffer piece) throws IOException;
  }
}
