package io.vitrine.upload;

import io.vitrine.access.UploadTokens;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.Refusal;
import io.vitrine.library.ResumableFinish;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * {@code PUT /upload/tus/{token}}: makes a file of what was uploaded with the token (contract:
 * uploads.md section 2.1). It is ours and not of tus; the token is the authority.
 */
final class TusFinish {
  /** Clients send {@code {}} or nothing; what it is has no meaning. */
  private static final int LARGEST_BODY = 64 * 1024;

  private final ResumableFinish finish;
  private final UploadTokens tokens;
  private final BiFunction<Request, FileDescriptor, Object> fileAnswer;

  TusFinish(
      ResumableFinish finish,
      UploadTokens tokens,
      BiFunction<Request, FileDescriptor, Object> fileAnswer) {
    this.finish = finish;
    this.tokens = tokens;
    this.fileAnswer = fileAnswer;
  }

  Response finish(Request request) throws IOException {
    String uploadId =
        switch (tokens.verify(request.pathParameter("token"))) {
          case UploadTokens.Checked.Valid(String id) -> id;
          case UploadTokens.Checked.Expired() -> throw TusProblems.expiredToken();
          case UploadTokens.Checked.Invalid() -> throw TusProblems.invalidToken();
        };
    request.body().readAll(LARGEST_BODY);
    try {
      FileDescriptor file = finish.finish(uploadId, ToldName.of(request));
      return Response.json(fileAnswer.apply(request, file));
    } catch (Refusal refusal) {
      throw switch (refusal.reason()) {
        case UPLOAD_NOT_FINISHED -> notFinished(refusal);
        default -> refusal;
      };
    }
  }

  private static HttpProblem notFinished(Refusal refusal) {
    String offset = refusal.data().get("uploadOffset").toString();
    return new HttpProblem(
        409,
        "UPLOAD_NOT_FINISHED",
        refusal.getMessage(),
        Map.of("uploadOffset", offset),
        List.of(new Header("Upload-Offset", offset)));
  }
}
