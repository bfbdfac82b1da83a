package io.vitrine.catalog.sqlite;

/**
 * How a search is done. Few hits are fetched through the full-text index and sorted. Many are met
 * soon by walking along the order that was asked for, which stops when the page is full; a walk
 * that finds too little is given up for the other way.
 *
 * @param fewHits up to so many hits are fetched and sorted
 * @param longestWalk rows looked at before a walk is given up
 */
record SearchPlans(int fewHits, int longestWalk) {
  /** Where both ways cost about 10 ms with a million files. */
  static final SearchPlans DEFAULT = new SearchPlans(5_000, 20_000);
}
