/**
 * Our HTTP words on top of the server library: routes and their guards, requests and responses,
 * ranges and conditional requests, JSON in and out, and the one place where errors become answers.
 * Begin at {@link io.vitrine.http.Routes}. Knows nothing of files, sites or keys.
 */
package io.vitrine.http;
