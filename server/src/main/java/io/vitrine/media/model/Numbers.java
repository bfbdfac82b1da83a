package io.vitrine.media.model;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the numbers of accessors (glTF 2.0, section 3.6.2) that lie in the file itself. */
record Numbers(GlbFile file, Gltf gltf) {
  private static final int BYTE = 5120;
  private static final int UNSIGNED_BYTE = 5121;
  private static final int SHORT = 5122;
  private static final int UNSIGNED_SHORT = 5123;
  private static final int UNSIGNED_INT = 5125;
  private static final int FLOAT = 5126;

  /** Elements that are read at once. */
  private static final int BLOCK = 8192;

  /** The largest that the specification allows. */
  private static final int MAX_STRIDE = 252;

  private interface Sink {
    void accept(ByteBuffer bytes, int at, int index);
  }

  /** Points as x, y, z, x, y, z …. */
  float[] points(Gltf.Accessor accessor) throws ProcessingException, IOException {
    if (!"VEC3".equals(accessor.type())) {
      throw GlbFile.damaged("points that have not three numbers");
    }
    int width = width(accessor.componentType());
    float[] points = new float[Math.multiplyExact(3, (int) accessor.count())];
    forEach(
        accessor,
        3 * width,
        (bytes, at, index) -> {
          for (int k = 0; k < 3; k++) {
            points[3 * index + k] = coordinate(accessor, bytes, at + k * width);
          }
        });
    return points;
  }

  /** Which points make the triangles. */
  int[] indices(Gltf.Accessor accessor) throws ProcessingException, IOException {
    int type = accessor.componentType();
    if (type != UNSIGNED_BYTE && type != UNSIGNED_SHORT && type != UNSIGNED_INT) {
      throw GlbFile.damaged("indices of an unknown kind");
    }
    int[] indices = new int[(int) accessor.count()];
    forEach(
        accessor,
        width(type),
        (bytes, at, index) ->
            indices[index] =
                switch (type) {
                  case UNSIGNED_BYTE -> Byte.toUnsignedInt(bytes.get(at));
                  case UNSIGNED_SHORT -> Short.toUnsignedInt(bytes.getShort(at));
                  default -> bytes.getInt(at);
                });
    return indices;
  }

  private static int width(int componentType) throws ProcessingException {
    return switch (componentType) {
      case BYTE, UNSIGNED_BYTE -> 1;
      case SHORT, UNSIGNED_SHORT -> 2;
      case UNSIGNED_INT, FLOAT -> 4;
      default -> throw GlbFile.damaged("numbers of an unknown kind");
    };
  }

  /** Whole numbers are of the extension KHR_mesh_quantization. */
  private static float coordinate(Gltf.Accessor accessor, ByteBuffer bytes, int at) {
    boolean share = accessor.normalized();
    return switch (accessor.componentType()) {
      case BYTE -> share ? Math.max(bytes.get(at) / 127f, -1) : bytes.get(at);
      case UNSIGNED_BYTE -> Byte.toUnsignedInt(bytes.get(at)) / (share ? 255f : 1f);
      case SHORT -> share ? Math.max(bytes.getShort(at) / 32_767f, -1) : bytes.getShort(at);
      case UNSIGNED_SHORT -> Short.toUnsignedInt(bytes.getShort(at)) / (share ? 65_535f : 1f);
      default -> bytes.getFloat(at);
    };
  }

  private void forEach(Gltf.Accessor accessor, int size, Sink sink)
      throws ProcessingException, IOException {
    if (accessor.sparse().isPresent() || accessor.bufferView().isEmpty()) {
      throw unsupported();
    }
    Gltf.BufferView view = Gltf.at(gltf.bufferViews(), accessor.bufferView().getAsInt());
    if (view.buffer() != 0 || Gltf.at(gltf.buffers(), 0).uri().isPresent()) {
      throw unsupported();
    }
    int stride = view.byteStride().orElse(size);
    if (stride < size
        || stride > MAX_STRIDE
        || view.byteOffset() < 0
        || accessor.byteOffset() < 0) {
      throw GlbFile.damaged("numbers that overlap");
    }
    int count = (int) accessor.count();
    for (int from = 0; from < count; from += BLOCK) {
      int block = Math.min(BLOCK, count - from);
      int length = (block - 1) * stride + size;
      long within = accessor.byteOffset() + (long) from * stride;
      if (within > view.byteLength() - length || view.byteOffset() > file.binaryLength()) {
        throw GlbFile.damaged("more numbers than it has");
      }
      ByteBuffer bytes = file.binary(view.byteOffset() + within, length);
      for (int i = 0; i < block; i++) {
        sink.accept(bytes, i * stride, from + i);
      }
    }
  }

  private static ProcessingException unsupported() {
    return new ProcessingException(
        Code.UNSUPPORTED_FILE_FORMAT, "the model's points are packed, or lie outside of the file");
  }
}
