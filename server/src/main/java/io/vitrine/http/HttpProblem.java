package io.vitrine.http;

import java.util.List;
import java.util.Map;

/** An error answer of the form "application error" (contract: errors.md section 1). */
public final class HttpProblem extends RuntimeException {
  private final int status;
  private final String code;
  private final Map<String, Object> data;
  private final List<Header> headers;

  /**
   * @param code upper-case name, stable
   * @param description short English text, safe to show to strangers
   */
  public HttpProblem(int status, String code, String description) {
    this(status, code, description, Map.of(), List.of());
  }

  public HttpProblem(
      int status, String code, String description, Map<String, Object> data, List<Header> headers) {
    super(description, null, false, false);
    this.status = status;
    this.code = code;
    this.data = Map.copyOf(data);
    this.headers = List.copyOf(headers);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Map<String, Object> data() {
    return data;
  }

  public List<Header> headers() {
    return headers;
  }
}
