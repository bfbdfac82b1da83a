package io.vitrine.catalog;

/**
 * A place between two items of a sorted listing: right behind the item with this sort value and
 * sequence number (or right before it, when walked backwards). Keyset paging: its cost does not
 * grow with the depth.
 *
 * @param value the sort value of the item: the sort key of its name, or a number in decimal digits
 * @param sequence the item's number in order of arrival, the tie-breaker
 * @param backwards whether the page before the place is wanted instead of the one behind it
 */
public record Position(String value, long sequence, boolean backwards) {}
