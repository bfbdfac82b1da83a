package io.vitrine.catalog;

/** What a page can be sorted by. Folders have no {@link #SIZE_IN_BYTES}. */
public enum SortField {
  /** Any case, any accent: by {@link SearchText#sortKey}. */
  DISPLAY_NAME,
  UPDATED_DATE,
  SIZE_IN_BYTES
}
