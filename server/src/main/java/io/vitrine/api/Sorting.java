package io.vitrine.api;

import io.vitrine.catalog.Sort;
import io.vitrine.catalog.SortField;
import io.vitrine.http.HttpProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The words of a sort (contract: files-api.md section 5).
 *
 * @param names the fields that can be sorted by, as they are called on the wire
 */
record Sorting(Map<String, SortField> names) {
  /** Files by list, search and query. */
  static final Sorting FILES =
      new Sorting(
          Map.of(
              "displayName", SortField.DISPLAY_NAME,
              "updatedDate", SortField.UPDATED_DATE,
              "sizeInBytes", SortField.SIZE_IN_BYTES));

  /** Folders have no size. */
  static final Sorting FOLDERS =
      new Sorting(
          Map.of("displayName", SortField.DISPLAY_NAME, "updatedDate", SortField.UPDATED_DATE));

  private static final int MAX_FIELD_NAME = 512;

  Sorting {
    names = Map.copyOf(names);
  }

  private enum Order {
    ASC,
    DESC
  }

  /** The sort of a list or search of files, where an unknown field is told by its own code. */
  static Sort readOfFileList(Fields fields) {
    return FILES.read(fields, "sort", (field, word) -> fields.refuse(unsupported(word)));
  }

  /** The sort of a list or search of folders. */
  static Sort readOfFolderList(Fields fields) {
    return FOLDERS.read(
        fields, "sort", (field, word) -> fields.violateChoice(field, FOLDERS.words()));
  }

  /** The sort of a query: a list of at most one. */
  Sort readOfQuery(Fields fields, String field) {
    var list = fields.node(field);
    if (list.isEmpty() || (list.get().isArray() && list.get().isEmpty())) {
      return Sort.NEWEST_FIRST;
    }
    if (!list.get().isArray()) {
      fields.violate(field, "must be a list", "FORMAT", Map.of("type", "array"));
      return Sort.NEWEST_FIRST;
    }
    if (list.get().size() > 1) {
      fields.violate(field, "must have at most 1 item", "MAX_SIZE", Map.of("threshold", 1));
      return Sort.NEWEST_FIRST;
    }
    Fields item = fields.within(list.get().get(0), field + "[0]");
    return read(item, "", (path, word) -> item.violateChoice(path, words()));
  }

  private Sort read(Fields fields, String prefix, BiConsumer<String, String> onUnknownField) {
    String dot = prefix.isEmpty() ? "" : prefix + ".";
    Optional<String> name =
        fields.text(dot + "fieldName", MAX_FIELD_NAME).filter(text -> !text.isEmpty());
    Optional<Order> order = fields.choice(dot + "order", Order.class);
    if (name.isPresent() && !names.containsKey(name.get())) {
      onUnknownField.accept(dot + "fieldName", name.get());
    }
    if (name.isEmpty() && order.isEmpty()) {
      return Sort.NEWEST_FIRST;
    }
    SortField field = name.map(names::get).orElse(SortField.UPDATED_DATE);
    return new Sort(field, order.orElse(Order.ASC) == Order.ASC);
  }

  private List<String> words() {
    return names.keySet().stream().sorted().toList();
  }

  private static HttpProblem unsupported(String word) {
    return new HttpProblem(
        400,
        "UNSUPPORTED_SORT_VALUE",
        "files cannot be sorted by this field",
        Map.of(
            "allowedValues",
            FILES.words(),
            "requestValue",
            word.substring(0, Math.min(200, word.length()))),
        List.of());
  }
}
