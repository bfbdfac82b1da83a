package io.vitrine.catalog;

/** How far the making of a variant is. */
public enum AssetState {
  /** Named in advance, so that it is shown as waiting. */
  PENDING,
  READY,
  FAILED
}
