package io.vitrine.catalog;

/** An order of a page; equal values are ordered by when they were added, in the same direction. */
public record Sort(SortField field, boolean ascending) {
  /** Newest first: what is asked when nothing is. */
  public static final Sort NEWEST_FIRST = new Sort(SortField.UPDATED_DATE, false);
}
