package io.vitrine.catalog;

/** Whether a file or folder is live or in the trash bin; the API's own enum. */
public enum State {
  OK,
  DELETED
}
