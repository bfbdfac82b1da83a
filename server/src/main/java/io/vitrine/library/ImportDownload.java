package io.vitrine.library;

import io.micrometer.core.instrument.Counter;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.fetch.FetchException;
import io.vitrine.fetch.SourceAnswer;
import io.vitrine.fetch.SourceClient;
import io.vitrine.fetch.SourceRequest;
import io.vitrine.fetch.SourceUrl;
import io.vitrine.jobs.JobRun;
import io.vitrine.library.Refusal.Reason;
import io.vitrine.media.MediaFormat;
import io.vitrine.media.MediaFormats;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Brings the bytes of one import into the blob store (contract: uploads.md section 3.1). What came
 * before a cut is kept, and the source asked for the rest, when it gave the bytes a strong entity
 * tag; else the next attempt begins anew. Used by one thread; closing it drops what was not
 * finished.
 */
final class ImportDownload implements Closeable {
  private static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final int PIECE = 64 << 10;

  /** What packed bytes may be larger than the bytes in them. */
  private static final long PACKING = 1 << 20;

  private final SourceClient client;
  private final BlobStore blobs;
  private final MediaFormats formats;
  private final SizeRules sizeRules;
  private final Counter received;
  private final ImportClock time;
  private final JobRun run;
  private final SourceUrl url;
  private final List<Map.Entry<String, String>> headers;
  private final Optional<MediaFormat> claim;

  private Optional<BlobWriter> writer = Optional.empty();
  private Optional<String> tag = Optional.empty();
  private OptionalLong toldLength = OptionalLong.empty();
  private Optional<MediaFormat> toldFormat = Optional.empty();
  private Optional<String> toldName = Optional.empty();

  /** What all downloads of a server share. */
  record Surroundings(
      SourceClient client,
      BlobStore blobs,
      MediaFormats formats,
      SizeRules sizeRules,
      Counter received) {}

  /**
   * @param claim what the file was accepted as; its limit holds
   */
  ImportDownload(
      Surroundings shared,
      ImportClock time,
      JobRun run,
      SourceUrl url,
      List<Map.Entry<String, String>> headers,
      Optional<MediaFormat> claim) {
    this.client = shared.client();
    this.blobs = shared.blobs();
    this.formats = shared.formats();
    this.sizeRules = shared.sizeRules();
    this.received = shared.received();
    this.time = time;
    this.run = run;
    this.url = url;
    this.headers = headers;
    this.claim = claim;
  }

  /** The format that the source's {@code Content-Type} names. */
  Optional<MediaFormat> toldFormat() {
    return toldFormat;
  }

  /** The name that the source gives the file. */
  Optional<String> toldName() {
    return toldName;
  }

  /** Whether bytes are kept that the next attempt can go on from. */
  boolean canResume() {
    return tag.isPresent() && writer.filter(one -> one.size() > 0).isPresent();
  }

  /**
   * Asks what the file is before fetching it, when nothing else tells (contract: uploads.md section
   * 3, "type known by"). What cannot be told is left to the bytes.
   */
  void probe() throws ImportException {
    Optional<Integer> status = probe("HEAD", List.of());
    if (status.filter(code -> List.of(403, 404, 405, 501).contains(code)).isPresent()) {
      probe("GET", List.of(Map.entry("Range", "bytes=0-65535")));
    }
  }

  private Optional<Integer> probe(String method, List<Map.Entry<String, String>> more)
      throws ImportException {
    try (SourceAnswer answer = open(method, more)) {
      if (answer.status() == 200 || answer.status() == 206) {
        noteWhatIsTold(answer);
      }
      return Optional.of(answer.status());
    } catch (ImportException failure) {
      if (failure.isPassing()) {
        // The fetch itself will meet it again, and knows how to try later.
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Fetches what is missing, once.
   *
   * @return the whole blob
   * @throws ImportException when it did not succeed, this time or for good
   * @throws Refusal for a size over a limit
   * @throws IOException when the store fails
   */
  WrittenBlob attempt() throws ImportException, IOException {
    boolean resuming = canResume();
    List<Map.Entry<String, String>> range =
        resuming
            ? List.of(
                Map.entry("Range", "bytes=" + writer.orElseThrow().size() + "-"),
                Map.entry("If-Range", tag.orElseThrow()))
            : List.of();
    CountDownLatch ended = new CountDownLatch(1);
    try (SourceAnswer answer = open("GET", range)) {
      closeWhenOver(answer, ended);
      OptionalLong total = accept(answer, resuming);
      receive(answer);
      BlobWriter whole = writer.orElseThrow();
      if (total.isPresent() && whole.size() != total.getAsLong()) {
        throw truncated("the source sent less than it told");
      }
      if (whole.size() == 0) {
        throw SizeRules.zero();
      }
      WrittenBlob blob = whole.commit();
      writer = Optional.empty();
      return blob;
    } finally {
      ended.countDown();
    }
  }

  /**
   * Ends the connection when the time is over although a read still waits: a source that sends what
   * frames its bytes (the head of a chunk, a record of TLS) byte by byte would keep one read
   * waiting for days, without a pause that is too long.
   */
  private void closeWhenOver(SourceAnswer answer, CountDownLatch ended) {
    Thread.ofVirtual()
        .name("import-watch")
        .start(
            () -> {
              try {
                while (!ended.await(1, TimeUnit.SECONDS)) {
                  if (time.isOver()) {
                    answer.close();
                    return;
                  }
                }
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private SourceAnswer open(String method, List<Map.Entry<String, String>> more)
      throws ImportException {
    run.check();
    time.check();
    try {
      SourceAnswer answer = client.send(new SourceRequest(method, url, headers, more));
      run.onStop(answer::close);
      return answer;
    } catch (FetchException failure) {
      throw ImportClock.told(failure);
    }
  }

  /** Decides by the head whether the body is wanted; answers how long the whole file will be. */
  private OptionalLong accept(SourceAnswer answer, boolean resuming)
      throws ImportException, IOException {
    int status = answer.status();
    if (status == 206 && resuming) {
      return acceptRest(answer);
    }
    if (status == 206) {
      throw truncated("the source sent a part that was not asked for");
    }
    if (status == 416 && resuming) {
      drop();
      throw ImportException.passing("SOURCE_TRUNCATED", "the source has not the rest", null);
    }
    if (status != 200) {
      throw time.httpError(status, answer.header("Retry-After"));
    }
    drop();
    noteWhatIsTold(answer);
    boolean packed = isPacked(answer);
    tag =
        packed
            ? Optional.empty()
            : answer.header("ETag").filter(one -> STRONG_TAG.matcher(one).matches());
    writer = Optional.of(blobs.create());
    toldLength = packed ? OptionalLong.empty() : answer.length();
    if (toldLength.isPresent()) {
      sizeRules.checkDeclared(toldLength.getAsLong(), limiting(), Reason.FILE_SIZE_OVER_LIMIT);
    }
    return toldLength;
  }

  private OptionalLong acceptRest(SourceAnswer answer) throws ImportException {
    Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
    boolean continues =
        range.matches() && Long.parseLong(range.group(1)) == writer.orElseThrow().size();
    boolean same = answer.header("ETag").map(one -> one.equals(tag.orElseThrow())).orElse(true);
    if (!continues || !same || isPacked(answer)) {
      throw truncated("the source sent another part than was asked for");
    }
    // All that was left was asked for, so without a total the last byte of the range is the last.
    long total =
        range.group(3).equals("*")
            ? toldLength.orElse(Long.parseLong(range.group(2)) + 1)
            : Long.parseLong(range.group(3));
    if (total != toldLength.orElse(total)) {
      throw truncated("the source told another length than before");
    }
    sizeRules.checkDeclared(total, limiting(), Reason.FILE_SIZE_OVER_LIMIT);
    return OptionalLong.of(total);
  }

  private void receive(SourceAnswer answer) throws ImportException, IOException {
    BlobWriter target = writer.orElseThrow();
    long limit = sizeRules.limit(limiting());
    byte[] piece = new byte[PIECE];
    Watched raw = new Watched(answer, limit + PACKING);
    try (InputStream body = body(answer, raw)) {
      int length = read(body, piece);
      while (length >= 0) {
        if (target.size() + length > limit) {
          throw SizeRules.overLimit(Reason.FILE_SIZE_OVER_LIMIT, limit);
        }
        target.write(ByteBuffer.wrap(piece, 0, length));
        length = read(body, piece);
      }
    }
    raw.failIfBroken();
  }

  private static InputStream body(SourceAnswer answer, InputStream raw) throws ImportException {
    try {
      return isPacked(answer) ? new Unpacked(raw) : raw;
    } catch (IOException failure) {
      throw told(failure);
    }
  }

  /** A failure of the source, told apart from one of the store. */
  private int read(InputStream body, byte[] piece) throws ImportException {
    try {
      return body.read(piece);
    } catch (IOException failure) {
      throw told(failure);
    }
  }

  private static ImportException told(IOException failure) {
    return switch (failure) {
      case FetchException source -> ImportClock.told(source);
      case EOFException cut ->
          ImportException.passing("SOURCE_TRUNCATED", "the source broke off", cut);
      case ZipException _ -> truncated("the source sent packed bytes that cannot be unpacked");
      default -> ImportException.passing("SOURCE_UNREACHABLE", "the source failed", failure);
    };
  }

  private static boolean isPacked(SourceAnswer answer) throws ImportException {
    String encoding = answer.header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw ImportException.lasting(
              "UNSUPPORTED_FILE_FORMAT", "the source packed the bytes in a way that is not known");
    };
  }

  private void noteWhatIsTold(SourceAnswer answer) {
    toldFormat = answer.header("Content-Type").flatMap(formats::byMimeType).or(() -> toldFormat);
    toldName =
        answer.header("Content-Disposition").flatMap(SourceNames::ofDisposition).or(() -> toldName);
  }

  private Optional<MediaFormat> limiting() {
    return claim.or(() -> toldFormat);
  }

  private static ImportException truncated(String description) {
    return ImportException.lasting("SOURCE_TRUNCATED", description);
  }

  private void drop() throws IOException {
    if (writer.isPresent()) {
      writer.get().close();
      writer = Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    drop();
  }

  /** The bytes as they come over the wire, counted, and ended when they take too long. */
  private final class Watched extends InputStream {
    private final SourceAnswer answer;
    private final long most;
    private long count;
    private Optional<FetchException> failure = Optional.empty();

    Watched(SourceAnswer answer, long most) {
      this.answer = answer;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      run.check();
      int got = answered(buffer, offset, length);
      if (got > 0) {
        count += got;
        received.increment(got);
        time.received(got);
        if (count > most) {
          throw SizeRules.overLimit(Reason.FILE_SIZE_OVER_LIMIT, most - PACKING);
        }
        time.check();
      }
      return got;
    }

    private int answered(byte[] buffer, int offset, int length) throws FetchException {
      try {
        return answer.read(buffer, offset, length);
      } catch (FetchException broken) {
        failure = Optional.of(broken);
        throw broken;
      }
    }

    /** The unpacker takes a failure behind a member for the end of the bytes. */
    void failIfBroken() throws ImportException {
      if (failure.isPresent()) {
        throw ImportClock.told(failure.get());
      }
    }
  }

  /**
   * Unpacks gzip of one member or several (RFC 1952 section 2.2). Java's own reading calls itself
   * for each member that is empty, so that a source could exhaust the stack.
   */
  private static final class Unpacked extends GZIPInputStream {
    private static final int MOST_EMPTY_MEMBERS = 500;

    private int depth;

    Unpacked(InputStream packed) throws IOException {
      super(packed, PIECE);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (depth > MOST_EMPTY_MEMBERS) {
        throw new ZipException("too many empty members one after another");
      }
      depth++;
      try {
        return super.read(buffer, offset, length);
      } finally {
        depth--;
      }
    }
  }
}
