/**
 * Looks into binary glTF models and draws a small picture of them, in Java and within bounds. Begin
 * at {@link io.vitrine.media.model.StructureStep} and {@link io.vitrine.media.model.ThumbnailStep}.
 * Nothing that a model names outside of itself is fetched.
 */
package io.vitrine.media.model;
