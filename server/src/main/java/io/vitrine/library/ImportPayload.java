package io.vitrine.library;

import io.vitrine.media.MediaType;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the job of an import knows, as it stands in its row.
 *
 * @param url as given
 * @param claimedFormat extension of the format that the file was accepted as; empty when unknown
 * @param expected what it must turn out to be
 * @param madeUpName the name that the file got because neither caller nor URL told one
 * @param secrets parameters and headers for the source, hidden
 */
record ImportPayload(
    String url,
    Optional<String> claimedFormat,
    Optional<MediaType> expected,
    Optional<String> madeUpName,
    Optional<String> secrets) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static ImportPayload read(String text) {
    return JSON.readValue(text, ImportPayload.class);
  }

  String write() {
    return JSON.writeValueAsString(this);
  }

  /** What goes along to the source and may be a secret. */
  record Secrets(List<List<String>> params, List<List<String>> headers) {
    static final Secrets NONE = new Secrets(List.of(), List.of());

    static Secrets of(ImportRequest request) {
      return new Secrets(pairs(request.urlParams()), pairs(request.urlHeaders()));
    }

    static Secrets read(String text) {
      return JSON.readValue(text, Secrets.class);
    }

    String write() {
      return JSON.writeValueAsString(this);
    }

    boolean isEmpty() {
      return params.isEmpty() && headers.isEmpty();
    }

    List<Map.Entry<String, String>> urlParams() {
      return entries(params);
    }

    List<Map.Entry<String, String>> urlHeaders() {
      return entries(headers);
    }

    private static List<List<String>> pairs(List<Map.Entry<String, String>> entries) {
      return entries.stream().map(entry -> List.of(entry.getKey(), entry.getValue())).toList();
    }

    private static List<Map.Entry<String, String>> entries(List<List<String>> pairs) {
      return pairs.stream()
          .<Map.Entry<String, String>>map(
              pair -> new SimpleImmutableEntry<>(pair.getFirst(), pair.getLast()))
          .toList();
    }

    @Override
    public String toString() {
      return "Secrets[hidden]";
    }
  }
}
