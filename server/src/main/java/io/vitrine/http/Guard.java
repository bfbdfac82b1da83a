package io.vitrine.http;

/**
 * Decides before the handler runs whether a request may pass. Every route declares one; a route
 * without a guard does not start the server (design decision 9).
 */
@FunctionalInterface
public interface Guard {

  /** Lets everybody pass, because who has the URL has the right, or the answer is public. */
  Guard URL_IS_THE_AUTHORITY = request -> {};

  /** Returns when the request may pass, else throws the {@link HttpProblem} that answers it. */
  void admit(Request request);
}
