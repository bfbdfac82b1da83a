/**
 * Who calls, and what they may do: API keys, apps, access tokens and the endpoints that give them,
 * roles, scopes and permissions, and everything that is signed (upload, download and streaming
 * URLs, cursors, tokens). Begin at {@link io.vitrine.access.Access}, which builds the room; a route
 * asks {@link io.vitrine.access.Authenticator} for its guard, and whoever hands out a URL asks
 * {@link io.vitrine.access.UploadTokens}, {@link io.vitrine.access.DownloadGrants} or the {@link
 * io.vitrine.access.Signer} beneath them. It knows nothing of files and folders: what a right that
 * it confirms is good for is decided by who asked.
 */
package io.vitrine.access;
