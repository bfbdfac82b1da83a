package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterTest {

  private static Router router(String... lines) {
    Routes routes = new Routes();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      routes
          .add(words[0], words[1], request -> Response.empty(200))
          .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    }
    return new Router(routes.checked());
  }

  private static Optional<String> found(Router router, String method, String path) {
    return router
        .find(path)
        .flatMap(place -> place.target(method))
        .map(target -> target.route().pattern());
  }

  @Test
  void fixedPartsWinOverParameters() {
    Router router = router("GET /files/{id}", "GET /files/search");
    assertThat(found(router, "GET", "/files/search")).contains("/files/search");
    assertThat(found(router, "GET", "/files/other")).contains("/files/{id}");
  }

  @Test
  void aFixedPartThatLeadsNowhereGivesWayToAParameter() {
    Router router = router("GET /files/search/now", "GET /files/{id}/content");
    assertThat(found(router, "GET", "/files/search/content")).contains("/files/{id}/content");
  }

  @Test
  void headIsAnsweredByGetAndOtherMethodsAreNot() {
    Router router = router("GET /a", "PUT /a");
    assertThat(found(router, "HEAD", "/a")).contains("/a");
    assertThat(found(router, "POST", "/a")).isEmpty();
    assertThat(router.find("/a").orElseThrow().allowed()).isEqualTo("GET, HEAD, OPTIONS, PUT");
  }

  @Test
  void theRootIsAPathToo() {
    assertThat(found(router("GET /"), "GET", "/")).contains("/");
    assertThat(router("GET /").find("/a")).isEmpty();
  }

  @Test
  void theLastParameterMayStandForTheRest() {
    Router router = router("GET /m/{id}", "GET /m/{id}/v1/{rest*}", "GET /m/{id}/v1/{one}/x");
    assertThat(found(router, "GET", "/m/1/v1/a/b%2Cc/d")).contains("/m/{id}/v1/{rest*}");
    assertThat(found(router, "GET", "/m/1/v1/a")).contains("/m/{id}/v1/{rest*}");
    assertThat(found(router, "GET", "/m/1/v1/a/x")).contains("/m/{id}/v1/{one}/x");
    assertThat(router.find("/m/1/v1")).isEmpty();
    assertThat(router.find("/m/1/v1/")).isEmpty();
    Router.Place place = router.find("/m/1/v1/a/b%2Cc/d").orElseThrow();
    Router.Target target = place.target("GET").orElseThrow();
    assertThat(target.value("rest", place.parts())).isEqualTo("a/b,c/d");
    assertThat(target.value("id", place.parts())).isEqualTo("1");
    assertThat(target.value("one", place.parts())).isNull();
  }

  @Test
  void aParameterIsNeverEmpty() {
    assertThat(router("GET /a/{id}").find("/a/")).isEmpty();
  }

  @Test
  void partsAreDecodedOnce() {
    Router.Place place = router("GET /a/{id}").find("/a/%2541%C3%A9").orElseThrow();
    assertThat(place.parts()).isEqualTo(List.of("a", "%41é"));
  }

  @Test
  void twoRoutesOfTheSameMeaningAreAMistake() {
    assertThatThrownBy(() -> router("GET /a/{id}", "GET /a/{name}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
