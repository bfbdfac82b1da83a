package io.vitrine.catalog;

import java.util.Map;

/**
 * Why a file failed, as its event tells it (contract: events.md section 1, processing.md section
 * 5).
 *
 * @param code stable, such as {@code SOURCE_UNREACHABLE}
 * @param description short English text, safe to show to strangers
 * @param data what a program may want to know, such as {@code status}; values are texts and numbers
 */
public record FileFailure(String code, String description, Map<String, Object> data) {
  public FileFailure {
    data = Map.copyOf(data);
  }
}
