/**
 * Who calls, and what they may do: API keys, apps, access tokens, roles, scopes and permissions,
 * and everything that is signed (upload, download and streaming URLs, cursors, tokens). Begin at
 * {@link io.vitrine.access.Access}, which builds the room; a route asks {@link
 * io.vitrine.access.Authenticator} for its guard, and whoever hands out a URL asks {@link
 * io.vitrine.access.Signer}. It knows nothing of files and folders and never decides what a signed
 * claim means.
 */
package io.vitrine.access;
