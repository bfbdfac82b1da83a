package io.vitrine.catalog;

/** How far the delivery of an event is. */
public enum DeliveryState {
  /** It is to be sent, for the first time or again. */
  WAITING,
  DELIVERED,
  /** It failed as often as it may and is not sent any more, unless somebody asks for it. */
  FAILED
}
