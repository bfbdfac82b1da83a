/**
 * What a person or a monitor opens: {@code /health}, {@code /metrics}, {@code /openapi.yaml} and
 * {@code /docs}. Begin at {@link io.vitrine.web.OperatorPages}. The web page will be served from
 * here too.
 */
package io.vitrine.web;
