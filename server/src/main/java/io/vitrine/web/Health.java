package io.vitrine.web;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether the server can work now (contract: operator.md, Signs of life). Each part is asked when
 * somebody asks for the whole.
 */
public final class Health {
  private final Map<String, Probe> parts = new LinkedHashMap<>();

  /** Asks a part of the server whether it can work. */
  @FunctionalInterface
  public interface Probe {
    /** Throws when it cannot. */
    void check() throws Exception;
  }

  /** What the parts answered. */
  public record Report(boolean isUp, Map<String, String> parts) {
    public Report {
      parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
  }

  /** Adds a part. */
  public Health with(String name, Probe probe) {
    parts.put(name, probe);
    return this;
  }

  /** Asks all parts. */
  public Report report() {
    Map<String, String> states = new LinkedHashMap<>();
    boolean up = true;
    for (Map.Entry<String, Probe> part : parts.entrySet()) {
      try {
        part.getValue().check();
        states.put(part.getKey(), "UP");
      } catch (Exception failure) {
        // The reason may name paths and hosts; strangers learn only which part it is.
        org.slf4j.LoggerFactory.getLogger(Health.class)
            .warn("{} is not well", part.getKey(), failure);
        states.put(part.getKey(), "DOWN");
        up = false;
      }
    }
    return new Report(up, states);
  }
}
