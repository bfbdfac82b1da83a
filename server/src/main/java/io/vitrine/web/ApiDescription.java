package io.vitrine.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The description of the API, {@code openapi.yaml}, as written and as JSON. The page and some tools
 * read JSON only; it is made when somebody first asks, so that the start does not wait for it.
 */
public final class ApiDescription {
  private static final String RESOURCE = "openapi.yaml";

  private byte[] json = {};

  /** The description as it was written, in UTF-8. */
  public byte[] yaml() {
    try (InputStream stream = ApiDescription.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("the program lacks its resource " + RESOURCE);
      }
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException("the program's resource " + RESOURCE, failure);
    }
  }

  /** The same as JSON, in UTF-8. */
  public synchronized byte[] json() {
    if (json.length == 0) {
      json = JsonMapper.shared().writeValueAsBytes(YAMLMapper.shared().readTree(yaml()));
    }
    return json.clone();
  }
}
