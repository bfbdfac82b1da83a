package io.vitrine.library;

import io.vitrine.blob.NoSuchUploadException;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.Role;
import io.vitrine.catalog.ResumableUpload.State;
import io.vitrine.catalog.Upload;
import io.vitrine.library.Refusal.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Puts uploads together (tus 1.0.0, Concatenation; contract: uploads.md N1 to N15). */
public final class ResumableConcatenation {
  private final ResumableIntake intake;
  private final UploadStore store;
  private final ResumableRules rules;

  ResumableConcatenation(ResumableIntake intake, UploadStore store, ResumableRules rules) {
    this.intake = intake;
    this.store = store;
    this.rules = rules;
  }

  /**
   * Opens an upload whose bytes are those of others, in order; it is complete at once. The parts
   * stay, and end with the file at the latest.
   *
   * @param partIds at least one; one may stand there twice
   * @param request with a token and without a length
   * @throws Refusal {@code UPLOAD_CONCAT_INVALID} for parts that are not there, not complete, no
   *     parts or somebody else's; and as {@link ResumableIntake#create}
   */
  public ResumableUpload concatenate(ResumableRequest request, List<String> partIds)
      throws IOException {
    Upload reserved = rules.usable(request.uploadId().orElseThrow());
    List<ResumableUpload> parts = new ArrayList<>();
    for (String id : partIds) {
      parts.add(part(reserved, id));
    }
    long length = bytes(parts.stream());
    ResumableRequest whole =
        new ResumableRequest(
            request.uploadId(),
            request.address(),
            Optional.of(length),
            request.metadata(),
            request.fileName(),
            request.contentType(),
            false,
            request.concat());
    rules.check(Optional.of(reserved), whole);
    Set<ResumableUpload> distinct = new LinkedHashSet<>(parts);
    long counted = bytes(distinct.stream());
    // A part may be named many times: nothing is copied that could not stay.
    long adopted = bytes(distinct.stream().filter(part -> part.siteId().isEmpty()));
    rules.checkRoom(reserved.siteId(), length - counted + adopted);
    UploadKey key = join(parts);
    ResumableUpload upload = intake.upload(whole, Optional.of(reserved), key, Role.FINAL);
    intake.insert(
        key,
        transaction -> {
          rules.checkToken(transaction, reserved.id());
          transaction
              .resumableUploads()
              .adopt(
                  distinct.stream().map(ResumableUpload::id).toList(),
                  reserved.siteId(),
                  reserved.id());
          rules.checkOpen(transaction.resumableUploads(), upload, counted);
          transaction.resumableUploads().insert(upload);
        });
    return upload;
  }

  private static long bytes(Stream<ResumableUpload> parts) {
    return parts.mapToLong(part -> part.length().orElseThrow()).reduce(0, Math::addExact);
  }

  private ResumableUpload part(Upload reserved, String id) throws IOException {
    ResumableUpload part;
    long offset;
    try {
      part = intake.find(id);
      offset = intake.offset(part);
    } catch (Refusal unknown) {
      throw badPart("is not there");
    }
    if (part.role() != Role.PARTIAL || part.state() != State.OPEN) {
      throw badPart("is no part");
    }
    if (part.uploadId().filter(other -> !other.equals(reserved.id())).isPresent()) {
      throw badPart("belongs to another token");
    }
    if (part.length().filter(length -> length == offset).isEmpty()) {
      throw badPart("is not complete");
    }
    return part;
  }

  private UploadKey join(List<ResumableUpload> parts) throws IOException {
    try {
      return store.concatenate(parts.stream().map(ResumableIntake::key).toList());
    } catch (NoSuchUploadException removedMeanwhile) {
      throw badPart("is not there");
    }
  }

  private static Refusal badPart(String what) {
    return new Refusal(
        Reason.UPLOAD_CONCAT_INVALID, "an upload that is to be put together " + what);
  }
}
