package io.vitrine.catalog;

/** How far the processing of a file is; the API's own enum (contract: processing.md section 5). */
public enum OperationStatus {
  PENDING,
  READY,
  FAILED
}
