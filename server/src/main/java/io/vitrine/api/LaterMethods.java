package io.vitrine.api;

import io.vitrine.access.Permission;
import io.vitrine.http.Handler;
import io.vitrine.http.HttpProblem;

/**
 * The methods of the API that this version does not have. They ask for their permission like all
 * others and then say so (contract: errors.md section 2, status 501).
 */
public final class LaterMethods {
  private static final Handler ANSWER =
      request -> {
        throw new HttpProblem(
            501, "NOT_IMPLEMENTED", "this version of Vitrine does not have this method yet");
      };

  /** Adds the methods. */
  public void declare(ApiRoutes api) {
    api.add("POST", "/files/generate-video-stream-url", Permission.FILES_READ, ANSWER);
  }
}
