package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.access.Vault;
import io.vitrine.http.Body;
import io.vitrine.http.BufferedRequest;
import io.vitrine.http.Filter;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.JsonBody;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.Repetitions;
import io.vitrine.library.Repetitions.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): who does not know
 * whether a call has arrived sends it again with the same key, and gets the same answer instead of
 * a second thing. Without the header nothing changes.
 *
 * <p>A key belongs to a site, a caller and a method of the API, under whatever prefix, and lives a
 * day. Kept are successes and what the method refused for its content; failures of ours are not,
 * since nothing was done. The change and its answer are one transaction, so a crash leaves both or
 * neither.
 *
 * <p>Answers hold upload URLs, which are keys to the site, so they are kept encrypted. What opens
 * them is made from the server's secret and the caller's key, of which the database has only a
 * hash: neither the database nor the database with the secret tells them.
 */
public final class Idempotency {
  static final String HEADER = "Idempotency-Key";

  /** Tells an answer that was given before. */
  static final String REPLAYED = "Idempotent-Replayed";

  /** Longer answers are not kept, and therefore not given: at most so much is written for a key. */
  static final int LARGEST_ANSWER = 4 << 20;

  /** Refusals of who calls, of the request's form and of its pace. */
  private static final Set<Integer> NOT_KEPT = Set.of(401, 403, 408, 413, 415, 429);

  private final Repetitions repetitions;
  private final Vault vault;

  public Idempotency(Repetitions repetitions, Vault vault) {
    this.repetitions = repetitions;
    this.vault = vault;
  }

  /**
   * The filter of one method of the API.
   *
   * @param method what tells it from others, the same under every prefix
   */
  Filter of(String method) {
    return (request, next) -> {
      Optional<String> key = IdempotencyKey.in(request.headers(HEADER));
      return key.isEmpty()
          ? next.answer(request)
          : once(IdempotencyKey.of(request.get(Caller.class), method, key.get()), request, next);
    };
  }

  private Response once(IdempotencyKey id, Request request, Filter.Next next) throws IOException {
    byte[] body = request.body().readAll(JsonBody.LONGEST);
    Attempt attempt = new Attempt(id, new BufferedRequest(request, body), body, next);
    return repetitions
        .once(id.hash(), attempt)
        .map(kept -> again(id, kept, body))
        .orElseGet(attempt::response);
  }

  private Response again(IdempotencyKey id, byte[] kept, byte[] body) {
    AnswerBytes answer =
        vault
            .open(id.context(), kept)
            .map(AnswerBytes::read)
            .orElseThrow(
                () ->
                    new HttpProblem(
                        409,
                        "ABORTED",
                        "the answer to this Idempotency-Key can no longer be read, because the"
                            + " server's secret was changed; send another key"));
    if (!answer.answers(body)) {
      throw new HttpProblem(
          422,
          "IDEMPOTENCY_KEY_REUSED",
          "this Idempotency-Key was sent before with another body; send another key");
    }
    return new Response(
        answer.status(),
        List.of(new Header("Cache-Control", "no-store"), new Header(REPLAYED, "true")),
        new Body.Bytes("application/json", answer.json()));
  }

  /** One run of what is behind the filter. */
  private final class Attempt implements Supplier<Outcome> {
    private final IdempotencyKey id;
    private final Request request;
    private final byte[] body;
    private final Filter.Next next;
    private Optional<Response> response = Optional.empty();

    private Attempt(IdempotencyKey id, Request request, byte[] body, Filter.Next next) {
      this.id = id;
      this.request = request;
      this.body = body;
      this.next = next;
    }

    private Response response() {
      return response.orElseThrow();
    }

    @Override
    public Outcome get() {
      Response written = next.answer(request).written();
      response = Optional.of(written);
      int status = written.status();
      if (status >= 500 || NOT_KEPT.contains(status)) {
        return new Outcome.Failed();
      }
      if (!(written.body() instanceof Body.Bytes(String _, byte[] json))) {
        throw new IllegalStateException(id.method() + " answers what cannot be kept");
      }
      if (json.length > LARGEST_ANSWER) {
        throw new HttpProblem(
            413,
            "REQUEST_TOO_LARGE",
            "the answer would be too long to be kept for an Idempotency-Key; ask for less at once");
      }
      byte[] kept = vault.close(id.context(), AnswerBytes.of(body, status, json).written());
      return status < 400 ? new Outcome.Done(kept) : new Outcome.Refused(kept);
    }
  }
}
