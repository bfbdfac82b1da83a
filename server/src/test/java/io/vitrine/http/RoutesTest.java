package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** The list that every server is started with: {@link Routes#checked} is the only way to it. */
class RoutesTest {
  @Test
  void noServerStartsWhileARouteDeclaresNoPermission() {
    Routes routes = new Routes();
    routes.add("GET", "/open", request -> Response.empty(204)).guardedBy(request -> {});
    routes.add("POST", "/forgotten", request -> Response.empty(204));
    routes.add("PUT", "/forgotten/{too}", request -> Response.empty(204));

    assertThatIllegalStateException()
        .isThrownBy(routes::checked)
        .withMessageContaining("POST /forgotten")
        .withMessageContaining("PUT /forgotten/{too}")
        .withMessageNotContaining("/open");
  }

  @Test
  void guardedRoutesAreGivenInTheOrderOfTheirDeclaration() {
    Routes routes = new Routes();
    routes.add("GET", "/b", request -> Response.empty(204)).guardedBy(request -> {});
    routes.add("GET", "/a", request -> Response.empty(204)).guardedBy(request -> {});

    assertThat(routes.checked()).extracting(Routes.Route::pattern).containsExactly("/b", "/a");
  }
}
