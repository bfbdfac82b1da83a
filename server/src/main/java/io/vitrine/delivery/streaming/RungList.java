package io.vitrine.delivery.streaming;

import io.vitrine.http.HttpProblem;
import io.vitrine.library.FilmRungs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names between commas in a streaming URL: {@code ,720p,360p,} (delivery.md section 9.2). */
public final class RungList {
  private RungList() {}

  /**
   * The film with the rungs that the URL names, in that order.
   *
   * @throws HttpProblem 404 when it names one that there is not, or none; 400 when it names too
   *     many
   */
  public static Film choose(Film film, String list) {
    if (list.length() < 3 || !list.startsWith(",") || !list.endsWith(",")) {
      throw notFound();
    }
    List<String> names = Arrays.asList(list.substring(1, list.length() - 1).split(",", -1));
    if (names.size() > FilmRungs.MOST_IN_A_URL) {
      throw new HttpProblem(
          400,
          "INVALID_ARGUMENT",
          "a streaming URL names at most " + FilmRungs.MOST_IN_A_URL + " rungs");
    }
    List<FilmTrack> chosen = new ArrayList<>();
    for (String name : names) {
      FilmTrack rung = film.rung(name).orElseThrow(RungList::notFound);
      if (!chosen.contains(rung)) {
        chosen.add(rung);
      }
    }
    return film.with(chosen);
  }

  private static HttpProblem notFound() {
    return new HttpProblem(404, "NOT_FOUND", "the film does not have such a rung");
  }
}
