/**
 * What the product does: take files in, find, change, trash, restore and open them. One class per
 * group of verbs; the only place where catalog, blobs and media meet. Begin at {@link
 * io.vitrine.library.FileIntake} and {@link io.vitrine.library.FileOpener}. It knows neither HTTP
 * nor who is calling: permission was checked before.
 */
package io.vitrine.library;
