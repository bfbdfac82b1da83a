package io.vitrine.http;

/**
 * Answers a request before it returns; it may block. What it throws is turned into an answer by the
 * server's {@link ErrorTranslator}, nowhere else.
 */
@FunctionalInterface
public interface Handler {
  Response handle(Request request) throws Exception;
}
