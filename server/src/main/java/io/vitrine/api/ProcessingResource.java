package io.vitrine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vitrine.access.Caller;
import io.vitrine.access.Permission;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.JobProgress;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.library.AssetPaths;
import io.vitrine.library.FileIds;
import io.vitrine.library.FileProcessing;
import io.vitrine.library.ProcessingState;
import io.vitrine.library.ProcessingState.Activity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our addition to the contract: how far the processing of a file is, what became of each of its
 * variants, and another try for those that failed.
 */
public final class ProcessingResource {
  private static final int MAX_ASSET_KEY = 100;

  private final FileProcessing processing;

  public ProcessingResource(FileProcessing processing) {
    this.processing = processing;
  }

  /** Adds the methods. */
  public void declare(ApiRoutes api) {
    api.add("GET", "/files/{fileId}/processing", Permission.FILES_READ, this::get);
    api.add("POST", "/files/{fileId}/processing/retry", Permission.FILES_UPDATE, this::retry);
  }

  private Response get(Request request) {
    return answer(siteOf(request), fileOf(request));
  }

  private Response retry(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    Optional<String> assetKey =
        fields.text("assetKey", MAX_ASSET_KEY).filter(key -> !key.isEmpty());
    fields.check();
    processing.retry(siteOf(request), fileOf(request), assetKey);
    return answer(siteOf(request), fileOf(request));
  }

  private Response answer(String siteId, String fileId) {
    return Response.json(Map.of("processing", json(processing.stateOf(siteId, fileId))));
  }

  private static ProcessingJson json(ProcessingState state) {
    return new ProcessingJson(
        state.status().name(),
        state.activity(),
        state.progress().map(JobProgress::step).orElse(null),
        state.progress().map(JobProgress::percent).orElse(null),
        state.secondsLeft().isPresent() ? state.secondsLeft().getAsLong() : null,
        state.failure().map(ProcessingResource::error).orElse(null),
        state.variants().stream()
            .filter(asset -> AssetPaths.isOffered(asset.key()))
            .map(ProcessingResource::variant)
            .toList());
  }

  private static VariantJson variant(Asset asset) {
    return new VariantJson(
        asset.key(),
        asset.state().name(),
        asset.mimeType().isEmpty() ? null : asset.mimeType(),
        asset.failure().map(ProcessingResource::error).orElse(null));
  }

  private static ErrorJson error(FileFailure failure) {
    return new ErrorJson(failure.code(), failure.description(), failure.data());
  }

  private static String siteOf(Request request) {
    return request.get(Caller.class).siteId();
  }

  private static String fileOf(Request request) {
    return FileIds.resolve(request.pathParameter("fileId"));
  }

  /**
   * The state of a file on the wire.
   *
   * @param state the file's operation status
   * @param step what is being done
   * @param percent of all steps that are waited for
   * @param secondsLeft of the step that is being done
   * @param error why the file failed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ProcessingJson(
      String state,
      Activity activity,
      String step,
      Integer percent,
      Long secondsLeft,
      ErrorJson error,
      List<VariantJson> variants) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VariantJson(String assetKey, String state, String mimeType, ErrorJson error) {}

  record ErrorJson(String code, String description, Map<String, Object> data) {}
}
