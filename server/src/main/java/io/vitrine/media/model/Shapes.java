package io.vitrine.media.model;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The shapes of a model's scene, each with its place and colour. They are found at once and read
 * one by one, so that one shape is in memory at a time.
 */
final class Shapes {
  private static final int MAX_NODES = 10_000;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_SHAPES = 20_000;
  private static final long MAX_POINTS = 2_000_000;
  private static final long MAX_TRIANGLES = 1_000_000;
  private static final int TRIANGLES = 4;
  private static final int STRIP = 5;
  private static final int FAN = 6;

  private final Gltf gltf;
  private final Numbers numbers;
  private final List<Shape> found = new ArrayList<>();
  private int nodes;
  private long points;
  private long triangles;

  /** Something made of triangles. */
  record Shape(Gltf.Primitive primitive, Placement placement) {}

  /** Sees the triangles of one shape. */
  @FunctionalInterface
  interface Visitor {

    /**
     * One shape.
     *
     * @param points x, y, z of each, where they stand in the scene; the visitor may change them
     * @param corners three indices of points for each triangle; hostile
     */
    void see(float[] points, int[] corners, Colour colour)
        throws ProcessingException, InterruptedException;
  }

  /**
   * Finds the shapes.
   *
   * @throws ProcessingException when the model is damaged or too large to be drawn
   */
  Shapes(GlbFile file, Gltf gltf) throws ProcessingException {
    this.gltf = gltf;
    this.numbers = new Numbers(file, gltf);
    if (!gltf.scenes().isEmpty()) {
      Gltf.Scene scene = Gltf.at(gltf.scenes(), gltf.scene().orElse(0));
      for (int node : scene.nodes()) {
        walk(node, Placement.ORIGIN, 0);
      }
    }
  }

  private void walk(int index, Placement parent, int depth) throws ProcessingException {
    nodes++;
    if (nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw tooMuch("nodes");
    }
    Gltf.Node node = Gltf.at(gltf.nodes(), index);
    Placement placement = parent.of(Placement.of(node));
    if (node.mesh().isPresent()) {
      for (Gltf.Primitive primitive : Gltf.at(gltf.meshes(), node.mesh().getAsInt()).primitives()) {
        add(primitive, placement);
      }
    }
    for (int child : node.children()) {
      walk(child, placement, depth + 1);
    }
  }

  private void add(Gltf.Primitive primitive, Placement placement) throws ProcessingException {
    int mode = primitive.mode().orElse(TRIANGLES);
    Integer position = primitive.attributes().get("POSITION");
    if (mode < TRIANGLES || mode > FAN || position == null) {
      return;
    }
    long pointCount = count(position);
    points += pointCount;
    long corners =
        primitive.indices().isPresent() ? count(primitive.indices().getAsInt()) : pointCount;
    triangles += mode == TRIANGLES ? corners / 3 : corners;
    if (points > MAX_POINTS || triangles > MAX_TRIANGLES || found.size() >= MAX_SHAPES) {
      throw tooMuch("triangles");
    }
    found.add(new Shape(primitive, placement));
  }

  private long count(int accessor) throws ProcessingException {
    long count = Gltf.at(gltf.accessors(), accessor).count();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw GlbFile.damaged("a count that cannot be");
    }
    return count;
  }

  private static ProcessingException tooMuch(String what) {
    return new ProcessingException(
        Code.MEDIA_LIMIT_EXCEEDED, "the model has too many " + what + " to be drawn");
  }

  /** Reads all shapes in their order. */
  void forEach(Visitor visitor) throws ProcessingException, IOException, InterruptedException {
    for (Shape shape : found) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Gltf.Primitive primitive = shape.primitive();
      float[] places =
          numbers.points(Gltf.at(gltf.accessors(), primitive.attributes().get("POSITION")));
      shape.placement().apply(places);
      visitor.see(places, corners(primitive, places.length / 3), colour(primitive.material()));
    }
  }

  private int[] corners(Gltf.Primitive primitive, int pointCount)
      throws ProcessingException, IOException {
    int[] listed;
    if (primitive.indices().isPresent()) {
      listed = numbers.indices(Gltf.at(gltf.accessors(), primitive.indices().getAsInt()));
    } else {
      listed = new int[pointCount];
      for (int i = 0; i < pointCount; i++) {
        listed[i] = i;
      }
    }
    int mode = primitive.mode().orElse(TRIANGLES);
    return mode == TRIANGLES ? listed : unrolled(listed, mode == STRIP);
  }

  /** Strips and fans as single triangles; which side is the front does not matter here. */
  private static int[] unrolled(int[] listed, boolean strip) {
    int count = Math.max(0, listed.length - 2);
    int[] corners = new int[3 * count];
    for (int i = 0; i < count; i++) {
      corners[3 * i] = listed[strip ? i : 0];
      corners[3 * i + 1] = listed[i + 1];
      corners[3 * i + 2] = listed[i + 2];
    }
    return corners;
  }

  private Colour colour(OptionalInt material) throws ProcessingException {
    if (material.isEmpty()) {
      return Colour.PLAIN;
    }
    return Gltf.at(gltf.materials(), material.getAsInt())
        .pbrMetallicRoughness()
        .map(surface -> Colour.of(surface.baseColorFactor()))
        .orElse(Colour.PLAIN);
  }
}
