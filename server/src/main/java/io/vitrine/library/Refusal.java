package io.vitrine.library;

import java.util.Map;

/**
 * What was asked cannot be done, for a reason that the caller can understand and mend. Nothing was
 * changed.
 */
public final class Refusal extends RuntimeException {
  private final Reason reason;
  private final Map<String, Object> data;

  /**
   * @param description short English text, safe to show to strangers
   */
  public Refusal(Reason reason, String description) {
    this(reason, description, Map.of());
  }

  /**
   * @param data what a program may want to know beyond the reason (contract: types.md, error data)
   */
  public Refusal(Reason reason, String description, Map<String, Object> data) {
    super(description, null, false, false);
    this.reason = reason;
    this.data = Map.copyOf(data);
  }

  public Reason reason() {
    return reason;
  }

  public Map<String, Object> data() {
    return data;
  }

  /** Why; the names are the API's own codes (contract: files-api.md 3.2, errors.md section 3). */
  public enum Reason {
    RESOURCE_NOT_FOUND,
    INVALID_ASSET_KEY,
    INVALID_URL_HEADERS,
    MISMATCH_MIME_TYPE,
    ZERO_FILE_SIZE,
    UNSUPPORTED_FILE_FORMAT,
    /** The size told in advance is over the limit. */
    DECLARED_SIZE_OVER_LIMIT,
    /** More bytes came than the limit allows. */
    FILE_SIZE_OVER_LIMIT,
    SITE_QUOTA_EXCEEDED,
    SIZE_MISMATCH,
    CHECKSUM_MISMATCH,
    MEDIA_LIMIT_EXCEEDED,
    UPLOAD_TOKEN_INVALID,
    UPLOAD_TOKEN_EXPIRED,
    UPLOAD_ALREADY_COMPLETED,
    UPLOAD_LOCKED,
    UPLOAD_NOT_FOUND,
    /** It was there and has ended or expired. */
    UPLOAD_GONE,
    UPLOAD_NOT_FINISHED,
    /** All bytes are there, but their digest is still being made up for after a restart. */
    UPLOAD_BEING_HASHED,
    UPLOAD_LENGTH_INVALID,
    UPLOAD_CONCAT_INVALID,
    /** The unfinished uploads of the site take as many bytes as they may. */
    OPEN_UPLOADS_OVER_LIMIT,
    /** One client has too many parts open that belong to nobody. */
    TOO_MANY_UPLOADS,
    FOLDER_IS_SYSTEM,
    FOLDER_IN_TRASH,
    FOLDER_CYCLE,
    FILE_IN_TRASH,
    TOO_MANY_SUBSCRIPTIONS,
    /** It is still being processed, or failed. */
    FILE_NOT_READY
  }
}
