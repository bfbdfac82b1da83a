package io.vitrine.media;

/**
 * A face in a picture, in pixels of the upright original from its top left corner.
 *
 * @param confidence percent
 */
public record Face(double confidence, int x, int y, int width, int height) {}
