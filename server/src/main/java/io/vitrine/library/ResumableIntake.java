package io.vitrine.library;

import io.vitrine.blob.NoSuchUploadException;
import io.vitrine.blob.UploadAppender;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.Role;
import io.vitrine.catalog.ResumableUpload.State;
import io.vitrine.catalog.Upload;
import io.vitrine.library.Refusal.Reason;
import io.vitrine.media.MediaFormats;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Takes uploads in that come in pieces, over days (contract: uploads.md section 2). Rows say that
 * an upload exists and what it is for; the upload store alone says how many of its bytes are
 * durable (design decision 3). {@link ResumableFinish} makes a file of them.
 */
public final class ResumableIntake {
  /** A part that belongs to nobody yet must find its final upload soon. */
  private static final Duration LIFE_WITHOUT_TOKEN = Duration.ofDays(1);

  /** An expiry is moved only when it moves by this fraction of a life: each move is a commit. */
  private static final int EXPIRY_STEPS = 32;

  private final Catalog catalog;
  private final UploadStore store;
  private final ResumableRules rules;
  private final LibraryConfig config;
  private final InstantSource clock;
  private final SecureRandom random;

  public ResumableIntake(
      Catalog catalog,
      UploadStore store,
      MediaFormats formats,
      LibraryConfig config,
      InstantSource clock,
      SecureRandom random) {
    this.catalog = catalog;
    this.store = store;
    this.rules = new ResumableRules(catalog, formats, config, clock);
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  /** What puts uploads together. */
  public ResumableConcatenation concatenation() {
    return new ResumableConcatenation(this, store, rules);
  }

  /** The largest file that is taken at all. */
  public long maxSize() {
    return config.maxUploadSize();
  }

  /**
   * Opens an upload; it is durable when this returns.
   *
   * @throws Refusal for what can never become the file that was asked for, and when too much is
   *     open already
   */
  public ResumableUpload create(ResumableRequest request) throws IOException {
    Optional<Upload> reserved = request.uploadId().map(rules::usable);
    rules.check(reserved, request);
    UploadKey key = store.create();
    Role role = request.isPartial() ? Role.PARTIAL : Role.WHOLE;
    ResumableUpload upload = upload(request, reserved, key, role);
    insert(
        key,
        transaction -> {
          upload.uploadId().ifPresent(token -> rules.checkToken(transaction, token));
          rules.checkOpen(transaction.resumableUploads(), upload, 0);
          transaction.resumableUploads().insert(upload);
        });
    return upload;
  }

  /**
   * The upload with this ID.
   *
   * @throws Refusal {@code UPLOAD_NOT_FOUND}; {@code UPLOAD_GONE} as long as it is remembered
   */
  public ResumableUpload find(String id) {
    ResumableUpload upload =
        catalog
            .resumableUploads()
            .find(id)
            .orElseThrow(
                () -> new Refusal(Reason.UPLOAD_NOT_FOUND, "there is no upload at this URL"));
    if (upload.state() == State.REMOVED || !clock.instant().isBefore(upload.expires())) {
      throw gone();
    }
    return upload;
  }

  /**
   * How many bytes of it are durable; never waits for a writer.
   *
   * @throws Refusal {@code UPLOAD_GONE}
   */
  public long offset(ResumableUpload upload) throws IOException {
    if (upload.state() == State.FINISHED) {
      return upload.length().orElseThrow();
    }
    OptionalLong offset = store.offset(key(upload));
    return offset.orElseThrow(ResumableIntake::gone);
  }

  /**
   * Notes the length of an upload that had none.
   *
   * @throws Refusal {@code UPLOAD_LENGTH_INVALID} when it has another one or more bytes already;
   *     {@code FILE_SIZE_OVER_LIMIT}
   */
  public ResumableUpload tellLength(ResumableUpload upload, long length) throws IOException {
    if (upload.length().isPresent()) {
      if (upload.length().get() != length) {
        throw ResumableRules.badLength(
            "the upload has a length of " + upload.length().get() + " bytes already");
      }
      return upload;
    }
    long offset = offset(upload);
    if (length < offset) {
      throw ResumableRules.badLength("the upload has more bytes than that already");
    }
    ResumableRules.checkLength(length, rules.limit(upload));
    boolean told =
        catalog.<Boolean>write(
            transaction -> {
              // What has come is counted already.
              if (length - offset > rules.allowance(transaction.resumableUploads(), upload)) {
                throw rules.overOpenLimit();
              }
              return transaction.resumableUploads().tellLength(upload.id(), length);
            });
    ResumableUpload now = find(upload.id());
    return told ? now : tellLength(now, length);
  }

  /**
   * The offset behind which no byte of the upload is taken: its length, or the limit of what has
   * not told one.
   */
  public long end(ResumableUpload upload) throws IOException {
    if (upload.length().isPresent()) {
      return upload.length().get();
    }
    long allowance = rules.allowance(catalog.resumableUploads(), upload);
    if (allowance <= 0) {
      throw rules.overOpenLimit();
    }
    return Math.min(rules.limit(upload), offset(upload) + allowance);
  }

  /**
   * Asked while bytes come to an upload that has no length: others may have come beside it.
   *
   * @throws Refusal {@code OPEN_UPLOADS_OVER_LIMIT}
   */
  void checkRoomFor(ResumableUpload upload) {
    if (rules.allowance(catalog.resumableUploads(), upload) < 0) {
      throw rules.overOpenLimit();
    }
  }

  /**
   * Becomes the one writer of the upload; the newest wins.
   *
   * @param mode whether bytes count before {@link UploadAppender#keep}
   * @param onSuperseded runs once when a newer writer comes
   */
  public UploadAppender append(ResumableUpload upload, UploadStore.Mode mode, Runnable onSuperseded)
      throws IOException {
    try {
      return store.append(key(upload), mode, onSuperseded);
    } catch (NoSuchUploadException removedMeanwhile) {
      throw gone();
    }
  }

  /** Hears of the bytes of one request while they come. */
  public UploadProgress progress(ResumableUpload upload) {
    Duration life = life(upload.uploadId().isPresent());
    Duration step = life.dividedBy(EXPIRY_STEPS);
    // From its last byte before this request, which may be almost a whole life ago.
    Instant next = upload.expires().minus(life).plus(step);
    return new UploadProgress(this, upload, clock, step, next);
  }

  /**
   * Lets the upload live on, since bytes came.
   *
   * @param offset how many are durable now
   * @return when it expires now
   */
  public Instant received(ResumableUpload upload, long offset) {
    Duration life = life(upload.uploadId().isPresent());
    Instant expires = now().plus(life);
    boolean moves =
        expires.isAfter(upload.expires().plus(life.dividedBy(EXPIRY_STEPS)))
            // What has no length counts by its bytes against what may be open.
            || upload.length().isEmpty();
    if (!moves) {
      return upload.expires();
    }
    catalog.write(
        transaction -> {
          transaction.resumableUploads().touch(upload.id(), offset, expires);
          return true;
        });
    return expires;
  }

  /**
   * Ends an upload and frees its bytes; a file that was made of it stays. A writer is stopped.
   *
   * @throws Refusal {@code UPLOAD_NOT_FOUND}; {@code UPLOAD_GONE}
   */
  public void remove(String id) throws IOException {
    ResumableUpload upload = find(id);
    store.delete(key(upload));
    boolean removed =
        catalog.<Boolean>write(transaction -> transaction.resumableUploads().remove(id, now()));
    if (!removed) {
      throw gone();
    }
  }

  /** Adds the row of an upload that the store has; without the row it goes again. */
  void insert(UploadKey key, Consumer<Catalog.Transaction> change) throws IOException {
    boolean inserted = false;
    try {
      catalog.write(
          transaction -> {
            change.accept(transaction);
            return true;
          });
      inserted = true;
    } finally {
      if (!inserted) {
        store.delete(key);
      }
    }
  }

  /** The row of a new upload. */
  ResumableUpload upload(
      ResumableRequest request, Optional<Upload> reserved, UploadKey key, Role role) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    Instant now = now();
    return new ResumableUpload(
        HexFormat.of().formatHex(id),
        reserved.map(Upload::siteId),
        reserved.map(Upload::id),
        request.address(),
        key.value(),
        request.length(),
        request.metadata(),
        request.fileName(),
        role,
        request.concat(),
        now,
        now.plus(life(reserved.isPresent())),
        State.OPEN);
  }

  private Duration life(boolean hasToken) {
    Duration life = config.resumableExpiry();
    return hasToken || life.compareTo(LIFE_WITHOUT_TOKEN) < 0 ? life : LIFE_WITHOUT_TOKEN;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Its name in the upload store. */
  static UploadKey key(ResumableUpload upload) {
    return new UploadKey(upload.storeKey());
  }

  private static Refusal gone() {
    return new Refusal(Reason.UPLOAD_GONE, "the upload has ended or expired");
  }
}
