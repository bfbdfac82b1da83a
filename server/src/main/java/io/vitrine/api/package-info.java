/**
 * The JSON API: which methods there are, what each takes and answers. Begin at {@link
 * io.vitrine.api.FilesResource} and {@link io.vitrine.api.FoldersResource}. It parses and checks,
 * calls the library once, and answers; it holds no rule of its own beyond the form on the wire.
 */
package io.vitrine.api;
