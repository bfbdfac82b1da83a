package io.vitrine.api;

import io.vitrine.catalog.EventType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is asked about events. */
final class EventFields {
  private static final int MAX_NAME = 200;
  private static final List<String> WORDS =
      Arrays.stream(EventType.values()).map(EventType::eventType).toList();

  private EventFields() {}

  /** Types of events by their names; empty when the field is absent. */
  static Optional<Set<EventType>> types(Fields fields, String field) {
    return fields
        .texts(field, EventType.values().length, MAX_NAME)
        .map(words -> types(fields, field, words));
  }

  private static Set<EventType> types(Fields fields, String field, List<String> words) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (int i = 0; i < words.size(); i++) {
      Optional<EventType> type = EventType.of(words.get(i));
      type.ifPresent(types::add);
      if (type.isEmpty()) {
        fields.violateChoice(field + "[" + i + "]", WORDS);
      }
    }
    return types;
  }
}
