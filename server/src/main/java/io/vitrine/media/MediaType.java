package io.vitrine.media;

/** The kinds of media that a file can be; the API's own enum (contract: types.md, Enums). */
public enum MediaType {
  IMAGE,
  VECTOR,
  VIDEO,
  AUDIO,
  DOCUMENT,
  ARCHIVE,
  MODEL3D,
  OTHER
}
