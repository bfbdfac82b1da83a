package io.vitrine.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpStream;

/**
 * Takes back the length 0 that Jetty gives every answer without a body: in a 304 it would tell the
 * length of the representation (RFC 9110 section 8.6).
 */
final class WithoutLength extends HttpStream.Wrapper {
  WithoutLength(HttpStream wrapped) {
    super(wrapped);
  }

  @Override
  public void prepareResponse(HttpFields.Mutable headers) {
    super.prepareResponse(headers);
    headers.remove(HttpHeader.CONTENT_LENGTH);
  }
}
