package io.vitrine.catalog.sqlite;

/**
 * How a search is done. Few hits are fetched through the full-text index and sorted. Many are met
 * soon by walking along the order that was asked for, which stops when the page is full; a walk
 * that finds too little is given up for the other way.
 *
 * @param fewHits at most so many hits are fetched and sorted, however large the table is
 * @param longestWalk rows looked at before a walk is given up
 * @param sampledHits how many hits tell how common a word is
 */
record SearchPlans(int fewHits, int longestWalk, int sampledHits) {
  /** Where both ways cost about 10 ms with a million files. */
  static final SearchPlans DEFAULT = new SearchPlans(5_000, 20_000, 200);

  private static final int ALWAYS_FEW = 200;

  /**
   * Up to so many hits are fetched and sorted in a table of this size. Fetching looks at every hit,
   * a walk at {@code rows * wanted / hits} rows; both are the same at the square root of {@code
   * rows * wanted}.
   *
   * @param rows that the site has
   * @param wanted rows of the page
   */
  int fewHits(long rows, int wanted) {
    int balance = (int) Math.min(Integer.MAX_VALUE, Math.sqrt((double) rows * wanted));
    return Math.min(fewHits, Math.max(ALWAYS_FEW, balance));
  }
}
