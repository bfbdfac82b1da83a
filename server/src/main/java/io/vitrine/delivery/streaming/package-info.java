/**
 * What players are told of a film: playlists for HLS, a manifest for DASH, and where the bytes of
 * each segment and of each progressive file lie. Begin at {@link
 * io.vitrine.delivery.streaming.Film}. Knows no route and does not open blobs itself.
 */
package io.vitrine.delivery.streaming;
