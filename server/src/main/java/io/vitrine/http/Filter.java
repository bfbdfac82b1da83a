package io.vitrine.http;

/**
 * Stands around the handler of a route, behind its guard, and sees the answer, also one to a
 * failure.
 */
@FunctionalInterface
public interface Filter {

  /** Hands every request on. */
  Filter NONE = (request, next) -> next.answer(request);

  /**
   * Answers the request, mostly by what is behind.
   *
   * @throws Exception turned into an answer like a handler's
   */
  Response around(Request request, Next next) throws Exception;

  /** What is behind the filter. */
  @FunctionalInterface
  interface Next {
    /** Answers; never throws, since failures have become answers already. */
    Response answer(Request request);
  }
}
