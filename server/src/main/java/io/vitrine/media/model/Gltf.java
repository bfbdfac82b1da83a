package io.vitrine.media.model;

import io.vitrine.media.ProcessingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of a model's JSON that its shape needs (glTF 2.0, chapter 5). Indices are not checked
 * until {@link #at}.
 */
record Gltf(
    OptionalInt scene,
    List<Scene> scenes,
    List<Node> nodes,
    List<Mesh> meshes,
    List<Accessor> accessors,
    List<BufferView> bufferViews,
    List<Buffer> buffers,
    List<Material> materials) {
  private static final JsonMapper JSON = JsonMapper.shared();

  Gltf {
    scenes = listOf(scenes);
    nodes = listOf(nodes);
    meshes = listOf(meshes);
    accessors = listOf(accessors);
    bufferViews = listOf(bufferViews);
    buffers = listOf(buffers);
    materials = listOf(materials);
  }

  record Scene(List<Integer> nodes) {
    Scene {
      nodes = listOf(nodes);
    }
  }

  /** Either a matrix, or the three others; each may be empty. */
  record Node(
      List<Integer> children,
      OptionalInt mesh,
      List<Double> matrix,
      List<Double> translation,
      List<Double> rotation,
      List<Double> scale) {
    Node {
      children = listOf(children);
      matrix = listOf(matrix);
      translation = listOf(translation);
      rotation = listOf(rotation);
      scale = listOf(scale);
    }
  }

  record Mesh(List<Primitive> primitives) {
    Mesh {
      primitives = listOf(primitives);
    }
  }

  record Primitive(
      Map<String, Integer> attributes,
      OptionalInt indices,
      OptionalInt material,
      OptionalInt mode) {
    Primitive {
      attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
    }
  }

  record Accessor(
      OptionalInt bufferView,
      long byteOffset,
      int componentType,
      boolean normalized,
      long count,
      String type,
      Optional<Sparse> sparse) {}

  record Sparse(long count) {}

  record BufferView(int buffer, long byteOffset, long byteLength, OptionalInt byteStride) {}

  record Buffer(Optional<String> uri) {}

  record Material(Optional<Surface> pbrMetallicRoughness) {}

  record Surface(List<Double> baseColorFactor) {
    Surface {
      baseColorFactor = listOf(baseColorFactor);
    }
  }

  private static <T> List<T> listOf(List<T> read) {
    return read == null ? List.of() : List.copyOf(read);
  }

  /**
   * Reads it.
   *
   * @throws ProcessingException when it is not of this form
   */
  static Gltf parse(byte[] json) throws ProcessingException {
    try {
      return JSON.readValue(json, Gltf.class);
    } catch (JacksonException wrong) {
      throw GlbFile.damaged("its JSON is no glTF");
    }
  }

  /**
   * An element that another one refers to.
   *
   * @throws ProcessingException when there is none
   */
  static <T> T at(List<T> list, int index) throws ProcessingException {
    if (index < 0 || index >= list.size()) {
      throw GlbFile.damaged("it refers to something that it does not have");
    }
    return list.get(index);
  }
}
