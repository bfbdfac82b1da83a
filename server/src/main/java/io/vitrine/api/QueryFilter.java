package io.vitrine.api;

import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.State;
import io.vitrine.media.MediaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The filter of a query: conditions all of which must hold (contract: files-api.md section 5.3).
 * The trash bin is left out unless a condition on the state asks for it.
 *
 * @param mediaTypes what may still be found; all types when no condition names any
 * @param privates likewise
 * @param states likewise; only {@code OK} when no condition names any
 */
record QueryFilter(Set<MediaType> mediaTypes, Set<Boolean> privates, Set<State> states) {
  private static final String FIELD = "query.filter";

  /** The filter of a query for files. */
  static QueryFilter ofFiles(Fields fields) {
    return new Reader(fields, Set.of("private", "state", "mediaType")).read();
  }

  /** The filter of a query for folders, which have a {@code state} only. */
  static QueryFilter ofFolders(Fields fields) {
    return new Reader(fields, Set.of("state")).read();
  }

  /** Whether the conditions contradict each other, so that nothing can be found. */
  boolean isImpossible() {
    return mediaTypes.isEmpty() || privates.isEmpty() || states.isEmpty();
  }

  /** The trees in which files of the states lie. */
  Set<RootFolder> roots() {
    return states.contains(State.DELETED)
        ? Set.of(RootFolder.TRASH_ROOT)
        : Set.of(RootFolder.MEDIA_ROOT, RootFolder.VISITOR_UPLOADS_ROOT);
  }

  /** The media types to look for; empty for all. */
  Set<MediaType> wantedMediaTypes() {
    return mediaTypes.size() == MediaType.values().length ? Set.of() : mediaTypes;
  }

  /** Whether private files are wanted; empty for both. */
  Optional<Boolean> wantedPrivate() {
    return privates.size() == 1 ? Optional.of(privates.iterator().next()) : Optional.empty();
  }

  private static final class Reader {
    private final Fields fields;
    private final Set<String> allowed;
    private final Set<MediaType> mediaTypes = EnumSet.allOf(MediaType.class);
    private final Set<Boolean> privates = new HashSet<>(Set.of(true, false));
    private final Set<State> states = EnumSet.allOf(State.class);
    private boolean namesState;

    Reader(Fields fields, Set<String> allowed) {
      this.fields = fields;
      this.allowed = allowed;
    }

    QueryFilter read() {
      fields.node(FIELD).ifPresent(this::conditions);
      if (!namesState) {
        states.remove(State.DELETED);
      }
      return new QueryFilter(mediaTypes, privates, states);
    }

    private void conditions(JsonNode filter) {
      if (!filter.isObject()) {
        fields.violate(FIELD, "must be an object", "FORMAT", Map.of("type", "object"));
        return;
      }
      for (Map.Entry<String, JsonNode> condition : filter.properties()) {
        String name = condition.getKey();
        JsonNode value = condition.getValue();
        if (name.equals("$and") && value.isArray()) {
          value.forEach(this::conditions);
        } else if (allowed.contains(name)) {
          condition(name, value);
        } else {
          violate(
              "can filter by " + String.join(", ", allowed.stream().sorted().toList()) + " only");
        }
      }
    }

    private void condition(String name, JsonNode value) {
      if (value.isNull()) {
        return;
      }
      if (!value.isObject()) {
        keep(name, List.of(value));
        return;
      }
      for (Map.Entry<String, JsonNode> operation : value.properties()) {
        String operator = operation.getKey();
        JsonNode operand = operation.getValue();
        if (operator.equals("$eq") && operand.isValueNode()) {
          keep(name, List.of(operand));
        } else if (operator.equals("$in") && name.equals("mediaType") && operand.isArray()) {
          keep(name, new ArrayList<>(operand.valueStream().toList()));
        } else {
          violate(name + " takes " + (name.equals("mediaType") ? "$eq and $in" : "$eq") + " only");
        }
      }
    }

    private void keep(String name, List<JsonNode> values) {
      switch (name) {
        case "private" -> {
          if (values.stream().allMatch(JsonNode::isBoolean)) {
            privates.retainAll(values.stream().map(JsonNode::booleanValue).toList());
          } else {
            violate("private must be true or false");
          }
        }
        case "state" -> {
          namesState = true;
          states.retainAll(words(name, State.values(), values));
        }
        default -> mediaTypes.retainAll(words(name, MediaType.values(), values));
      }
    }

    private <E extends Enum<E>> List<E> words(String name, E[] constants, List<JsonNode> values) {
      List<E> words = new ArrayList<>();
      for (JsonNode value : values) {
        Optional<E> word =
            Arrays.stream(constants)
                .filter(constant -> value.isString() && constant.name().equals(value.stringValue()))
                .findFirst();
        word.ifPresent(words::add);
        if (word.isEmpty()) {
          violate(
              name
                  + " must be one of "
                  + String.join(", ", Arrays.stream(constants).map(Enum::name).toList()));
        }
      }
      return words;
    }

    private void violate(String description) {
      fields.violate(FIELD, description, "OTHER", Map.of());
    }
  }
}
